import { describe, expect, it, jest } from '@jest/globals';
import load from '@echogarden/fvad-wasm';
import { itHasALifeCycle, runMarbles } from '@rx-realtime/test-kit';
import { concat, of, throwError } from 'rxjs';
import type { Observable } from 'rxjs';
import { AudioError, fvadDetector, levelDetector, silence, tone, voiceActivity } from '../index.ts';
import type { FvadModule, VoiceActivity, VoiceConfig } from '../index.ts';
import type { Pcm16 } from '@rx-realtime/pcm';
import { readWav } from '../node.ts';

const quiet = (durationMs: number) => silence({ durationMs });
const voice = (durationMs: number) => tone({ frequencyHz: 200, durationMs });
const changesOf = (blocks: readonly Pcm16[], config?: VoiceConfig): VoiceActivity[] => {
  const changes: VoiceActivity[] = [];
  of(...blocks)
    .pipe(voiceActivity(config))
    .subscribe((change) => changes.push(change));
  return changes;
};
const started = (atMs: number) => ({ type: 'speech_started', atMs });
const stopped = (atMs: number) => ({ type: 'speech_stopped', atMs });

describe('voiceActivity', () => {
  itHasALifeCycle<Pcm16>({
    operator: () => voiceActivity({ onsetMs: 0, hangoverMs: 0 }),
    values: { v: voice(20), q: quiet(20) },
    results: { s: started(0), t: stopped(40), u: started(80) },
    one: ['-v-', '-s-'],
    many: ['-vvqqv-', '-s-t-u-'],
  });

  it('reports the moments at which speech really began and ended', () => {
    expect(changesOf([quiet(200), voice(400), quiet(800)])).toEqual([started(200), stopped(600)]);
  });

  it('does not depend on how the sound is cut', () => {
    const pieces = [quiet(200), voice(400), quiet(800)].flatMap(({ pcm, sampleRateHz }) =>
      Array.from({ length: Math.ceil(pcm.length / 77) }, (_, n) => ({
        pcm: pcm.subarray(n * 77, n * 77 + 77),
        sampleRateHz,
      })),
    );
    expect(changesOf(pieces)).toEqual([started(200), stopped(600)]);
  });

  it('is not fooled by a click or a pause between words', () => {
    expect(changesOf([quiet(100), voice(40), quiet(1_000)])).toEqual([]);
    expect(changesOf([voice(200), quiet(480), voice(200), quiet(500)])).toEqual([started(0), stopped(880)]);
  });

  it('can be told how long voice and silence have to last', () => {
    expect(changesOf([voice(20), quiet(100)], { onsetMs: 0, hangoverMs: 40 })).toEqual([
      started(0),
      stopped(20),
    ]);
    expect(changesOf([voice(20), quiet(20)], { onsetMs: 0, hangoverMs: 0 })).toEqual([
      started(0),
      stopped(20),
    ]);
  });

  it('says nothing at the end of speech that goes on', () => {
    expect(changesOf([voice(200)])).toEqual([started(0)]);
  });

  it('hears only what is loud enough', () => {
    const murmur = tone({ frequencyHz: 200, durationMs: 200, amplitude: 0.005 });
    expect(changesOf([murmur])).toEqual([]);
    expect(changesOf([murmur], { detector: levelDetector({ thresholdDb: -60 }) })).toEqual([started(0)]);
  });

  it('passes never, empty, errors, unsubscription and re-subscription, and frees every detector', () => {
    const free = jest.fn();
    const detector = () => ({ isVoice: () => true, free });
    runMarbles(({ cold, expectObservable, expectSubscriptions, flush }) => {
      const input = { v: voice(60) };
      const values = { s: started(0) };
      const run = (source: Observable<Pcm16>) => source.pipe(voiceActivity({ detector }));
      expectObservable(run(cold('-'))).toBe('-');
      expectObservable(run(cold('--|'))).toBe('--|');
      expectObservable(run(cold('-v#', input))).toBe('-s#', values);
      const source = cold('-v-v', input);
      expectObservable(run(source), '^-!').toBe('-s', values);
      expectObservable(run(source), '--^---!').toBe('---s', values);
      expectSubscriptions(source.subscriptions).toBe(['^-!', '--^---!']);
      flush();
    });
    expect(free).toHaveBeenCalledTimes(4);
  });

  it('passes an error of the detector', () => {
    const seen: string[] = [];
    const broken = () => ({
      isVoice: () => {
        throw new Error('out of memory');
      },
    });
    concat(
      of(voice(20)),
      throwError(() => new Error('too late')),
    )
      .pipe(voiceActivity({ detector: broken }))
      .subscribe({ error: (error: Error) => seen.push(error.message) });
    expect(seen).toEqual(['out of memory']);
  });

  it.each([{ onsetMs: -1 }, { hangoverMs: Number.NaN }])('throws for %p', (config) => {
    expect(() => voiceActivity(config)).toThrow(AudioError);
  });
});

describe('fvadDetector', () => {
  const module: Promise<FvadModule> = load();
  const question = new URL('../../../rx-realtime/samples/question.wav', import.meta.url).pathname;

  it('finds the sentences of a recording at 22.05 kHz', async () => {
    const changes: VoiceActivity[] = [];
    const detector = fvadDetector(await module);
    await new Promise<void>((resolve, reject) => {
      readWav(question)
        .pipe(voiceActivity({ detector, hangoverMs: 100 }))
        .subscribe({ next: (change) => changes.push(change), complete: resolve, error: reject });
    });
    expect(changes[0]?.type).toBe('speech_started');
    expect(changes[0]?.atMs).toBeGreaterThan(250);
    expect(changes[0]?.atMs).toBeLessThan(600);
  });

  it.each([8_000, 16_000, 24_000, 48_000])('takes noise for no voice at %p Hz', async (sampleRateHz) => {
    const detector = fvadDetector(await module, { mode: 3 })();
    // A linear congruential generator: the same faint noise on every run.
    let seed = 1;
    const noise = new Int16Array(sampleRateHz / 50).map(
      () => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % 60,
    );
    expect(
      Array.from({ length: 50 }, () => detector.isVoice({ pcm: noise, sampleRateHz })).every((is) => !is),
    ).toBe(true);
    detector.free?.();
  });

  it('gives back what it took', async () => {
    const fvad = await module;
    const taken: number[] = [];
    const counted: FvadModule = {
      ...fvad,
      HEAP16: fvad.HEAP16,
      _malloc: (bytes) => {
        taken.push(1);
        return fvad._malloc(bytes);
      },
      _free: (address) => {
        taken.pop();
        fvad._free(address);
      },
    };
    const detector = fvadDetector(counted)();
    expect(taken).toHaveLength(1);
    detector.free?.();
    expect(taken).toHaveLength(0);
  });

  it('refuses a block without a usable rate', async () => {
    const detector = fvadDetector(await module)();
    expect(() => detector.isVoice({ pcm: new Int16Array(10), sampleRateHz: 0 })).toThrow(AudioError);
  });
});
