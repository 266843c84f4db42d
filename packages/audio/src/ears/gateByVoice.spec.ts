import { describe, expect, it } from '@jest/globals';
import { BehaviorSubject, lastValueFrom, map, of, toArray } from 'rxjs';
import type { Observable } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { AudioError, gateByVoice, silence, tone } from '../index.ts';
import { durationMs } from '@rx-realtime/pcm';
import type { GateByVoiceConfig } from '../index.ts';
import type { Pcm16 } from '@rx-realtime/pcm';

const scheduler = () => new TestScheduler((actual, expected) => expect(actual).toEqual(expected));
const quiet = (ms: number) => silence({ durationMs: ms });
const voice = (ms: number) => tone({ frequencyHz: 200, durationMs: ms });
const total = (blocks: readonly Pcm16[]) => blocks.reduce((ms, block) => ms + durationMs(block), 0);
const passed = async (config: GateByVoiceConfig, ...blocks: Pcm16[]) =>
  lastValueFrom(of(...blocks).pipe(gateByVoice(config), toArray()));

describe('gateByVoice', () => {
  const config = { preRollMs: 100, onsetMs: 60, hangoverMs: 200 };

  it('lets speech through, with what came before and after', async () => {
    const blocks = await passed(config, quiet(1_000), voice(400), quiet(2_000));
    // 100 ms before recognition at 1060 ms: 40 ms of voice and 60 of quiet; then all until 200 ms after the voice.
    expect(total(blocks)).toBe(660);
    const loud = blocks.flatMap(({ pcm }) => [...pcm]);
    expect(loud.findIndex((sample) => sample !== 0)).toBe(60 * 24 + 1);
  });

  it('holds back everything else, and counts it', async () => {
    const gatedMs = new BehaviorSubject(0);
    expect(await passed({ ...config, gatedMs }, quiet(1_000), voice(40), quiet(1_000))).toEqual([]);
    expect(gatedMs.value).toBe(2_040);
  });

  it('opens again', async () => {
    const gatedMs = new BehaviorSubject(0);
    const blocks = await passed({ ...config, gatedMs }, voice(100), quiet(1_000), voice(100), quiet(1_000));
    expect(total(blocks) + gatedMs.value).toBe(2_200);
    expect(total(blocks)).toBe(100 + 200 + 60 + 100 + 200);
  });

  it('passes never, empty, errors, unsubscription and re-subscription', () => {
    scheduler().run(({ cold, expectObservable, expectSubscriptions }) => {
      const input = { v: voice(20) };
      const values = { f: 20 };
      const run = (source: Observable<Pcm16>) => source.pipe(gateByVoice({ onsetMs: 40 }), map(durationMs));
      expectObservable(run(cold('-'))).toBe('-');
      expectObservable(run(cold('--|'))).toBe('--|');
      expectObservable(run(cold('vv----#', input))).toBe('-(ff)-#', values);
      const source = cold('vv----v', input);
      expectObservable(run(source), '^-----!').toBe('-(ff)', values);
      expectObservable(run(source), '-------^------!').toBe('--------(ff)-f', values);
      expectSubscriptions(source.subscriptions).toBe(['^-----!', '-------^------!']);
    });
  });

  it.each([{ preRollMs: -1 }, { onsetMs: -1 }])('throws for %p', (wrong) => {
    expect(() => gateByVoice(wrong)).toThrow(AudioError);
  });
});
