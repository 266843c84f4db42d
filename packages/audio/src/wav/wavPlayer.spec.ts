import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lastValueFrom, Subject, toArray, VirtualTimeScheduler } from 'rxjs';
import { playback, tone } from '../index.ts';
import type { SpeechBlock } from '@rx-realtime/codecs';
import { readWav, wavPlayer } from '../node.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rx-realtime-player-'));
});
afterAll(() => rm(folder, { recursive: true }));

const speech: SpeechBlock = {
  ...tone({ frequencyHz: 440, durationMs: 1_000 }),
  responseId: 'resp_1',
  itemId: 'item_1',
  outputIndex: 0,
  contentIndex: 0,
};

describe('wavPlayer', () => {
  it('records exactly what was heard before a barge-in', async () => {
    const path = join(folder, 'heard.wav');
    const scheduler = new VirtualTimeScheduler();
    const player = wavPlayer(path, { scheduler });
    const [source, bargeIn$] = [new Subject<SpeechBlock>(), new Subject<void>()];
    const cuts: unknown[] = [];
    source.pipe(playback(player, { bargeIn$ })).subscribe((event) => cuts.push(event));
    source.next(speech);
    scheduler.schedule(() => bargeIn$.next(), 430);
    scheduler.flush();
    expect(cuts).toEqual([expect.objectContaining({ audio_end_ms: 430 })]);
    expect(await player.close()).toMatchObject({ path, durationMs: 430 });
    const blocks = await lastValueFrom(readWav(path).pipe(toArray()));
    expect(blocks.flatMap(({ pcm }) => [...pcm])).toEqual([...speech.pcm.subarray(0, 430 * 24)]);
  });

  it('tells on close what went wrong', async () => {
    const scheduler = new VirtualTimeScheduler();
    const player = wavPlayer(join(folder, 'no', 'folder.wav'), { scheduler });
    player.write(speech);
    scheduler.flush();
    await expect(player.close()).rejects.toMatchObject({ code: 'file_not_found' });
  });
});
