import { beforeEach, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lastValueFrom, Subject, VirtualTimeScheduler } from 'rxjs';
import { playback } from '../index.ts';
import type { SpeechBlock } from '@rx-realtime/codecs';
import type { Pcm16 } from '@rx-realtime/pcm';
import { fakePrograms } from '@rx-realtime/test-kit';
import { speaker } from '../node.ts';

const programs = fakePrograms();
let scheduler: VirtualTimeScheduler;
beforeEach(() => {
  scheduler = new VirtualTimeScheduler();
});
const playUntil = (ms: number): void => {
  scheduler.maxFrames = ms;
  scheduler.flush();
};

/** Keeps what it is given. */
const tape = 'echo "$*" >> args; exec /bin/cat >> heard';
const counted = (from: number, samples: number): Pcm16 => ({
  pcm: Int16Array.from({ length: samples }, (_, index) => from + index),
  sampleRateHz: 24_000,
});
const samplesHeard = (): number[] => {
  const bytes = Uint8Array.from(readFileSync(join(programs.folder, 'heard')));
  return [...new Int16Array(bytes.buffer)];
};
const args = () => readFile(join(programs.folder, 'args'), 'utf8');
const reportsOf = (player: ReturnType<typeof speaker>): number[] => {
  const reports: number[] = [];
  player.played$.subscribe((ms) => reports.push(ms));
  return reports;
};

describe('speaker', () => {
  it('plays through aplay, reports what was heard, and lets go of the device afterwards', async () => {
    await programs.install('aplay', tape);
    const player = speaker({ device: 'hw:1,0', scheduler });
    const reports = reportsOf(player);
    player.write(counted(0, 1_200));
    player.write(counted(1_200, 1_200));
    const first = await programs.started();
    playUntil(60);
    expect(reports).toEqual([]);
    playUntil(160);
    expect(reports).toEqual([20, 40, 60, 80, 100]);
    playUntil(359);
    expect(first.child.stdin?.writableEnded).toBe(false);
    playUntil(360);
    await first.ended;
    expect(samplesHeard()).toEqual([...counted(0, 2_400).pcm]);
    expect(await args()).toBe('-q -t raw -f S16_LE -c 1 -r 24000 -F 20000 -B 100000 -R 40000 -D hw:1,0\n');

    player.write(counted(2_400, 240));
    const second = await programs.started(1);
    scheduler.maxFrames = Number.POSITIVE_INFINITY;
    scheduler.flush();
    expect(reports.at(-1)).toBe(110);
    await second.ended;
    expect(samplesHeard()).toEqual([...counted(0, 2_640).pcm]);
  });

  it('plays through SoX where ALSA is missing', async () => {
    await programs.install('sox', tape);
    const player = speaker({ device: 'hw:1', latencyMs: 0, scheduler });
    const reports = reportsOf(player);
    player.write(counted(0, 480));
    const { ended } = await programs.started();
    scheduler.flush();
    expect(reports).toEqual([20]);
    await ended;
    expect(samplesHeard()).toEqual([...counted(0, 480).pcm]);
    expect(await args()).toMatch(/^-q .*-r 24000 - -d\n$/);
  });

  it('falls silent at a barge-in, and plays the next answer', async () => {
    // It takes nothing, so that what it was given can only have been heard by the clock.
    await programs.install('aplay', 'exec /bin/sleep 60');
    const player = speaker({ latencyMs: 0, scheduler });
    const reports = reportsOf(player);
    const [source, bargeIn$] = [new Subject<SpeechBlock>(), new Subject<void>()];
    const commands: { type: string; audio_end_ms?: number }[] = [];
    const ids = { responseId: 'resp_1', itemId: 'item_1', outputIndex: 0, contentIndex: 0 };
    const subscription = source
      .pipe(playback(player, { bargeIn$ }))
      .subscribe((command) => commands.push(command));
    source.next({ ...counted(0, 24_000), ...ids });
    const first = await programs.started();
    playUntil(300);
    bargeIn$.next();
    expect(commands).toMatchObject([{ type: 'conversation.item.truncate', audio_end_ms: 300 }]);
    await first.ended;
    expect(first.child.signalCode).toBe('SIGKILL');

    source.next({ ...counted(0, 24_000), ...ids, responseId: 'resp_2', itemId: 'item_2' });
    const second = await programs.started(1);
    playUntil(400);
    expect(reports.at(-1)).toBe(400);
    expect(second.child.signalCode).toBeNull();
    subscription.unsubscribe();
    await second.ended;
    expect(second.child.signalCode).toBe('SIGKILL');
  });

  it('writes nothing that was cleared before the device had opened', async () => {
    await programs.install('aplay', tape);
    const player = speaker({ latencyMs: 0, scheduler });
    const reports = reportsOf(player);
    player.write(counted(0, 24_000));
    player.clear();
    player.write(counted(5, 240));
    const { ended } = await programs.started(1);
    scheduler.flush();
    expect(reports).toEqual([10]);
    await ended;
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
    await programs.install(
      'aplay',
      '/bin/dd bs=1 count=962 of=/dev/null 2>/dev/null; echo "write error: No such device" >&2; exit 1',
    );
    const player = speaker({ latencyMs: 0, scheduler });
    const failing = lastValueFrom(player.played$);
    player.write(counted(0, 480));
    await programs.started();
    playUntil(20);
    player.write(counted(480, 480));
    await expect(failing).rejects.toMatchObject({
      code: 'device_failed',
      actual: 'write error: No such device',
      cause: expect.any(Error),
    });
  });

  it('has no device when the program ends before anything was heard', async () => {
    await programs.install('aplay', 'echo "audio open error: No such device" >&2; exit 1');
    const player = speaker({ scheduler });
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
