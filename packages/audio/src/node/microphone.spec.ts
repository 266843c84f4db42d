import { beforeEach, describe, expect, it } from '@jest/globals';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { filter, firstValueFrom, lastValueFrom, take, toArray } from 'rxjs';
import { AudioError } from '../index.ts';
import type { Pcm16 } from '@rx-realtime/pcm';
import { fakePrograms } from '@rx-realtime/test-kit';
import { microphone } from '../node.ts';

const programs = fakePrograms();
const { install } = programs;
const fileOf = (name: string): string => join(programs.folder, name);

/** Samples that tell which they are. */
const counted = Int16Array.from({ length: 2_000 }, (_, index) => index - 1_000);
const heard = (blocks: readonly Pcm16[]): number[] => blocks.flatMap(({ pcm }) => [...pcm]);

describe('microphone', () => {
  beforeEach(() => writeFile(fileOf('sound'), new Uint8Array(counted.buffer)));

  it('emits what arecord records, in blocks of 20 ms at 24 kHz', async () => {
    await install('arecord', 'echo "$*" > args; /bin/cat sound');
    const blocks = await lastValueFrom(microphone().pipe(toArray()));
    expect(heard(blocks)).toEqual([...counted]);
    expect(blocks.map(({ pcm }) => pcm.length)).toEqual([480, 480, 480, 480, 80]);
    expect(blocks.every(({ sampleRateHz }) => sampleRateHz === 24_000)).toBe(true);
    expect(await readFile(fileOf('args'), 'utf8')).toBe('-q -t raw -f S16_LE -c 1 -r 24000 -F 20000\n');
  });

  it('asks for the device, the rate and the block length that were wanted', async () => {
    await install('arecord', 'echo "$*" > args; /bin/cat sound');
    const blocks = await lastValueFrom(
      microphone({ device: 'hw:1,0', sampleRateHz: 16_000, blockMs: 50 }).pipe(toArray()),
    );
    expect(blocks.map(({ pcm }) => pcm.length)).toEqual([800, 800, 400]);
    expect(await readFile(fileOf('args'), 'utf8')).toMatch(/-r 16000 .*-D hw:1,0\n$/);
  });

  it('records with SoX where ALSA is missing or cannot', async () => {
    await install('sox', 'echo "$AUDIODEV $*" > args; /bin/cat sound');
    expect(heard(await lastValueFrom(microphone({ device: 'hw:2' }).pipe(toArray())))).toEqual([...counted]);
    await install('arecord', 'echo "audio open error: No such device" >&2; exit 1');
    expect(heard(await lastValueFrom(microphone().pipe(toArray())))).toEqual([...counted]);
    await writeFile(fileOf('args'), '');
    await lastValueFrom(microphone({ backend: 'sox', device: 'hw:2' }));
    expect(await readFile(fileOf('args'), 'utf8')).toMatch(/^hw:2 -q .*-d .*-r 24000 -\n$/);
  });

  it('kills the program on unsubscription, and starts it again', async () => {
    await install('arecord', 'while :; do /bin/cat sound; done');
    for (const before of [0, 1]) {
      const blocks = await lastValueFrom(microphone().pipe(take(10), toArray()));
      expect([before, heard(blocks).slice(0, 2_000)]).toEqual([before, [...counted]]);
      const { child, ended } = await programs.started(before);
      await ended;
      expect(child.signalCode).toBe('SIGKILL');
    }
  });

  it('says what to install where nothing is', async () => {
    const failing = lastValueFrom(microphone());
    await expect(failing).rejects.toBeInstanceOf(AudioError);
    await expect(failing).rejects.toMatchObject({
      code: 'device_unavailable',
      where: 'microphone',
      actual: 'decibri: not installed; alsa: not installed; sox: not installed',
      hint: expect.stringMatching(/npm install decibri.*apt-get install alsa-utils.*SoX/),
    });
  });

  it('gives the reason of each program that has no device', async () => {
    await install(
      'arecord',
      'echo "noise" >&2; echo "arecord: audio open error: No such device" >&2; exit 1',
    );
    await install('sox', 'exit 2');
    await expect(lastValueFrom(microphone())).rejects.toMatchObject({
      code: 'device_unavailable',
      actual: 'decibri: not installed; alsa: arecord: audio open error: No such device; sox: ended with 2',
      hint: expect.stringContaining('is connected'),
    });
  });

  it('errors when the device goes, after what was heard', async () => {
    await install('arecord', '/bin/cat sound; echo "read error: No such device" >&2; exit 1');
    const blocks: Pcm16[] = [];
    const failing = firstValueFrom(
      microphone().pipe(filter((block) => blocks.push(block) < 0)), // takes all
    );
    await expect(failing).rejects.toMatchObject({
      code: 'device_failed',
      actual: 'read error: No such device',
      cause: expect.any(Error),
    });
    expect(heard(blocks)).toEqual([...counted.subarray(0, 1_920)]);
  });

  it('counts what the device dropped', async () => {
    await install('arecord', 'echo "overrun!!! (at least 3 ms long)" >&2; /bin/cat sound; echo overrun >&2');
    const overruns: number[] = [];
    await lastValueFrom(microphone({ overrunObserver: { next: (times) => overruns.push(times) } }));
    expect(overruns.at(-1)).toBe(2);
  });

  it('throws for options outside their range', () => {
    expect(() => microphone({ sampleRateHz: 100 })).toThrow(/microphone\.sampleRateHz/);
    expect(() => microphone({ blockMs: 0 })).toThrow(/microphone\.blockMs/);
  });
});
