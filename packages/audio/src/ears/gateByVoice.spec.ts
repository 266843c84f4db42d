import { describe, expect, it } from '@jest/globals';
import { itHasALifeCycle } from '@rx-realtime/test-kit';
import { BehaviorSubject, lastValueFrom, of, toArray } from 'rxjs';
import { AudioError, gateByVoice, silence, tone } from '../index.ts';
import { durationMs } from '@rx-realtime/pcm';
import type { GateByVoiceConfig } from '../index.ts';
import type { Pcm16 } from '@rx-realtime/pcm';

const quiet = (ms: number) => silence({ durationMs: ms });
const voice = (ms: number) => tone({ frequencyHz: 200, durationMs: ms });
const total = (blocks: readonly Pcm16[]) => blocks.reduce((ms, block) => ms + durationMs(block), 0);
const passed = async (config: GateByVoiceConfig, ...blocks: Pcm16[]) =>
  lastValueFrom(of(...blocks).pipe(gateByVoice(config), toArray()));

describe('gateByVoice', () => {
  itHasALifeCycle<Pcm16>({
    operator: () => gateByVoice({ preRollMs: 0, onsetMs: 0, hangoverMs: 0 }),
    values: { v: voice(20), q: quiet(20) },
    results: { v: voice(20), q: quiet(20) },
    one: ['-v-', '-v-'],
    many: ['-vvqqqv-', '-vvq--v-'], // the frame that ends the speech belongs to it
  });

  const config = { preRollMs: 100, onsetMs: 60, hangoverMs: 200 };

  it('lets speech through, with what came before and after', async () => {
    const blocks = await passed(config, quiet(1_000), voice(400), quiet(2_000));
    // 100 ms before recognition at 1060 ms: 40 ms of voice and 60 of quiet; then all until 200 ms after the voice.
    expect(total(blocks)).toBe(660);
    const loud = blocks.flatMap(({ pcm }) => [...pcm]);
    expect(loud.findIndex((sample) => sample !== 0)).toBe(60 * 24 + 1);
  });

  it('holds back everything else, and counts it', async () => {
    const gatedObserver = new BehaviorSubject(0);
    expect(await passed({ ...config, gatedObserver }, quiet(1_000), voice(40), quiet(1_000))).toEqual([]);
    expect(gatedObserver.value).toBe(2_040);
  });

  it('opens again', async () => {
    const gatedObserver = new BehaviorSubject(0);
    const blocks = await passed(
      { ...config, gatedObserver },
      voice(100),
      quiet(1_000),
      voice(100),
      quiet(1_000),
    );
    expect(total(blocks) + gatedObserver.value).toBe(2_200);
    expect(total(blocks)).toBe(100 + 200 + 60 + 100 + 200);
  });

  it.each([{ preRollMs: -1 }, { onsetMs: -1 }])('throws for %p', (wrong) => {
    expect(() => gateByVoice(wrong)).toThrow(AudioError);
  });
});
