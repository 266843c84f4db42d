import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filter, firstValueFrom, lastValueFrom, map, Subject, timer } from 'rxjs';
import { playback } from '../index.ts';
import type { SpeechBlock } from '@rx-realtime/codecs';
import type { Pcm16 } from '@rx-realtime/pcm';
import { speaker } from '../node.ts';

const usualPath = process.env['PATH'];
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rx-realtime-speaker-'));
  process.env['PATH'] = folder;
});
afterEach(async () => {
  process.env['PATH'] = usualPath;
  await rm(folder, { recursive: true });
});

const install = async (name: string, script: string): Promise<void> => {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\ncd ${folder}\n${script}\n`);
  await chmod(path, 0o755);
};
/** Keeps what it is given, and says when it was given all. */
const tape = 'echo "$*" >> args; /bin/cat >> heard; echo all >> done';

const counted = (from: number, samples: number): Pcm16 => ({
  pcm: Int16Array.from({ length: samples }, (_, index) => from + index),
  sampleRateHz: 24_000,
});
const samplesHeard = (): number[] => {
  const bytes = Uint8Array.from(readFileSync(join(folder, 'heard')));
  return [...new Int16Array(bytes.buffer)];
};
const eventually = (holds: () => boolean) => firstValueFrom(timer(0, 5).pipe(map(holds), filter(Boolean)));
const reaches = (played$: ReturnType<typeof speaker>['played$'], totalMs: number) =>
  firstValueFrom(played$.pipe(filter((ms) => ms >= totalMs)));

describe('speaker', () => {
  it('plays through aplay, reports what was heard, and lets go of the device afterwards', async () => {
    await install('aplay', tape);
    const player = speaker({ device: 'hw:1,0' });
    const reports: number[] = [];
    player.played$.subscribe((ms) => reports.push(ms));
    player.write(counted(0, 1_200));
    player.write(counted(1_200, 1_200));
    await reaches(player.played$, 100);
    expect(reports.at(-1)).toBeCloseTo(100, 6);
    expect(reports).toEqual([...reports].sort((a, b) => a - b));
    await eventually(() => existsSync(join(folder, 'done')));
    expect(samplesHeard()).toEqual([...counted(0, 2_400).pcm]);
    expect(await readFile(join(folder, 'args'), 'utf8')).toBe(
      '-q -t raw -f S16_LE -c 1 -r 24000 -F 20000 -B 100000 -R 40000 -D hw:1,0\n',
    );

    player.write(counted(2_400, 240));
    await reaches(player.played$, 110);
    await eventually(() => readFileSync(join(folder, 'done'), 'utf8') === 'all\nall\n');
    expect(samplesHeard()).toEqual([...counted(0, 2_640).pcm]);
  });

  it('plays through SoX where ALSA is missing', async () => {
    await install('sox', tape);
    const player = speaker({ device: 'hw:1', latencyMs: 0 });
    player.write(counted(0, 480));
    await reaches(player.played$, 20);
    await eventually(() => existsSync(join(folder, 'done')));
    expect(samplesHeard()).toEqual([...counted(0, 480).pcm]);
    expect(await readFile(join(folder, 'args'), 'utf8')).toMatch(/^-q .*-r 24000 - -d\n$/);
  });

  it('falls silent at a barge-in, and plays the next answer', async () => {
    // It takes nothing, so that what it was given can only have been heard by the clock.
    await install('aplay', 'echo $$ >> pids; exec /bin/sleep 60');
    const player = speaker({ latencyMs: 0 });
    const [source, bargeIn] = [new Subject<SpeechBlock>(), new Subject<void>()];
    const commands: { type: string; audio_end_ms?: number }[] = [];
    const ids = { responseId: 'resp_1', itemId: 'item_1', outputIndex: 0, contentIndex: 0 };
    const subscription = source
      .pipe(playback(player, { bargeIn }))
      .subscribe((command) => commands.push(command));
    source.next({ ...counted(0, 24_000), ...ids });
    const heardMs = await firstValueFrom(player.played$);
    bargeIn.next();
    expect(commands).toMatchObject([{ type: 'conversation.item.truncate' }]);
    expect(commands[0]!.audio_end_ms).toBeGreaterThanOrEqual(Math.floor(heardMs));
    expect(commands[0]!.audio_end_ms).toBeLessThan(1_000);

    source.next({ ...counted(0, 24_000), ...ids, responseId: 'resp_2', itemId: 'item_2' });
    expect(await firstValueFrom(player.played$)).toBeGreaterThan(heardMs);
    subscription.unsubscribe();
    const pids = (await readFile(join(folder, 'pids'), 'utf8')).trim().split('\n').map(Number);
    expect(pids).toHaveLength(2);
    await eventually(() =>
      pids.every((pid) => {
        try {
          return !process.kill(pid, 0);
        } catch {
          return true;
        }
      }),
    );
  });

  it('writes nothing that was cleared before the device had opened', async () => {
    await install('aplay', tape);
    const player = speaker({ latencyMs: 0 });
    player.write(counted(0, 24_000));
    player.clear();
    player.write(counted(5, 240));
    expect(await reaches(player.played$, 10)).toBeCloseTo(10, 6);
    await eventually(() => existsSync(join(folder, 'done')));
    expect(samplesHeard()).toEqual([...counted(5, 240).pcm]);
  });

  it('says what to install where nothing is, in played$ and to who writes on', async () => {
    const player = speaker();
    const failing = lastValueFrom(player.played$);
    player.write(counted(0, 240));
    await expect(failing).rejects.toMatchObject({
      _tag: 'AudioError',
      code: 'device_unavailable',
      where: 'speaker',
      hint: expect.stringMatching(/npm install decibri.*apt-get install alsa-utils.*SoX/),
    });
    expect(() => player.write(counted(0, 240))).toThrow(/decibri: not installed/);
    await expect(lastValueFrom(player.played$)).rejects.toMatchObject({ code: 'device_unavailable' });
  });

  it('errors when the device goes while it plays', async () => {
    await install(
      'aplay',
      'while [ ! -e unplugged ]; do /bin/sleep 0.01; done; echo "write error: No such device" >&2; exit 1',
    );
    const player = speaker({ latencyMs: 0 });
    const failing = lastValueFrom(player.played$);
    player.write(counted(0, 24_000));
    await firstValueFrom(player.played$);
    await writeFile(join(folder, 'unplugged'), '');
    await expect(failing).rejects.toMatchObject({
      code: 'device_failed',
      actual: 'write error: No such device',
      cause: expect.any(Error),
    });
  });

  it('has no device when the program ends before anything was heard', async () => {
    await install('aplay', 'echo "audio open error: No such device" >&2; exit 1');
    const player = speaker({ latencyMs: 60_000 });
    const failing = lastValueFrom(player.played$);
    player.write(counted(0, 240));
    await expect(failing).rejects.toMatchObject({
      code: 'device_unavailable',
      actual: 'alsa: audio open error: No such device',
    });
  });

  it('throws for another rate and for options outside their range', () => {
    expect(() => speaker().write({ pcm: new Int16Array(10), sampleRateHz: 48_000 })).toThrow(
      /speaker: expected 24000 Hz, found 48000 Hz/,
    );
    expect(() => speaker({ latencyMs: -1 })).toThrow(/speaker\.latencyMs/);
    expect(() => speaker({ sampleRateHz: 1 })).toThrow(/speaker\.sampleRateHz/);
  });
});
