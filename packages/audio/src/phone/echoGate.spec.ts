import { describe, expect, it } from '@jest/globals';
import type { Pcm16 } from '@rx-realtime/pcm';
import { of, Subject, throwError, VirtualTimeScheduler } from 'rxjs';
import { virtualPlayer } from '../mouth/virtualPlayer.ts';
import { tone } from '../sound/tone.ts';
import { echoGate } from '../phone.ts';
import type { EchoGateConfig } from '../phone.ts';

const block = (amplitude: number): Pcm16 =>
  amplitude === 0
    ? { pcm: new Int16Array(960), sampleRateHz: 24_000 }
    : tone({ frequencyHz: 440, durationMs: 40, amplitude });

/** A room in which 2 s are played at half of full scale; what of the microphone passes, 40 ms a letter. */
const room = (amplitudes: readonly number[], config: EchoGateConfig = {}, playedMs = 2_000) => {
  const scheduler = new VirtualTimeScheduler();
  const gated: number[] = [];
  const gate = echoGate(virtualPlayer({ scheduler }), {
    gatedObserver: { next: (ms) => void gated.push(ms) },
    ...config,
  });
  gate.mouth.played$.subscribe();
  const microphone$ = new Subject<Pcm16>();
  let passed = '';
  microphone$
    .pipe(gate.ears())
    .subscribe(({ pcm }) => (passed += pcm.some((sample) => sample !== 0) ? 'v' : '_'));
  if (playedMs > 0) gate.mouth.write(tone({ frequencyHz: 300, durationMs: playedMs, amplitude: 0.5 }));
  for (const amplitude of amplitudes) {
    scheduler.maxFrames = scheduler.now() + 40;
    scheduler.flush();
    scheduler.frame = scheduler.maxFrames;
    microphone$.next(block(amplitude));
  }
  return { passed, gated, gate, scheduler, microphone$ };
};

const times = (count: number, amplitude: number): readonly number[] =>
  Array.from({ length: count }, () => amplitude);

describe('echoGate', () => {
  it('lets everything pass while nothing is played', () => {
    expect(room([0.1, 0.01, 0.5], {}, 0).passed).toBe('vvv');
  });

  it('silences an echo, and not a voice that is louder', () => {
    const { passed, gated } = room([...times(3, 0.15), ...times(2, 0.5), ...times(9, 0.15)]);
    expect(passed).toBe('___vvvvvvvv___'); // it holds 250 ms: the voice swells
    expect(gated.at(-1)).toBe(240);
  });

  it('lets nothing pass in half-duplex, until the room has been silent for a while', () => {
    const { passed } = room(times(12, 0.5), { bargeIn: false }, 200);
    expect(passed).toBe(`${'_'.repeat(10)}vv`); // 200 ms of sound and 250 ms of room
  });

  it('closes again for sound that comes after the player was dry', () => {
    const { gate, microphone$, scheduler } = room(times(12, 0), {}, 100);
    const passed: boolean[] = [];
    microphone$.pipe(gate.ears()).subscribe(({ pcm }) => passed.push(pcm.some((sample) => sample !== 0)));
    microphone$.next(block(0.15));
    gate.mouth.write(tone({ frequencyHz: 300, durationMs: 100, amplitude: 0.5 }));
    microphone$.next(block(0.15));
    expect(passed).toEqual([true, false]);
    gate.mouth.clear();
    scheduler.maxFrames = Infinity;
    scheduler.flush();
    for (let n = 0; n < 8; n++) microphone$.next(block(0.15));
    expect(passed.at(-1)).toBe(true);
  });

  it('goes by how much of the loudspeaker comes back', () => {
    expect(room([0.15], { lossDb: 30 }).passed).toBe('v');
    expect(room([0.5], { lossDb: 0 }).passed).toBe('_');
    expect(room([0.5], { lossDb: 0, marginDb: 0, holdMs: 0 }).passed).toBe('_');
  });

  it('passes ends and errors on, and leaves the microphone', () => {
    const { gate } = room([]);
    const ends: unknown[] = [];
    const observer = { complete: () => ends.push('completed'), error: (error: unknown) => ends.push(error) };
    of(block(0)).pipe(gate.ears()).subscribe(observer);
    throwError(() => 'broken')
      .pipe(gate.ears<Pcm16>())
      .subscribe(observer);
    expect(ends).toEqual(['completed', 'broken']);
    const microphone$ = new Subject<Pcm16>();
    microphone$.pipe(gate.ears()).subscribe().unsubscribe();
    expect(microphone$.observed).toBe(false);
  });

  it.each([
    ['lossDb', { lossDb: -1 }],
    ['marginDb', { marginDb: Number.NaN }],
    ['tailMs', { tailMs: -1 }],
    ['holdMs', { holdMs: -1 }],
  ])('refuses a %s outside its range', (name, config) => {
    expect(() => echoGate(virtualPlayer(), config)).toThrow(`echoGate.${name}`);
  });
});
