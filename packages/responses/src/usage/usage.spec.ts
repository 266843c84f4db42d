import { describe, expect, it } from '@jest/globals';
import { expectTypeOf } from 'expect-type';
import fc from 'fast-check';
import { from, lastValueFrom, map, NEVER, of, pipe, toArray } from 'rxjs';
import type { Observable } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { itHasALifeCycle } from '@rx-realtime/test-kit';
import { anyUsage, done, session, tokens, transcribed } from '../../test/usages.ts';
import { usage } from './usage.ts';
import type { UsageReport } from './usage.ts';
import { addUsage, noTokens, noUsage, totalTokens, usageAmountsOf } from './usageAmounts.ts';

describe('usage', () => {
  it('reports each response and the sum, with the model of the session', () => {
    new TestScheduler((actual, expected) => expect(actual).toEqual(expected)).run(
      ({ cold, expectObservable, expectSubscriptions }) => {
        const source = cold('s-a-a-b-|', { s: session('gpt-realtime'), a: done('a'), b: done('b') });
        const report = { model: 'gpt-realtime', usage: tokens };
        const billed = (responseId: string) => ({
          kind: 'response',
          responseId,
          conversationId: 'conv_1',
        });
        expectObservable(source.pipe(usage())).toBe('--a---b-|', {
          a: { ...report, billed: billed('a'), total: tokens },
          b: { ...report, billed: billed('b'), total: addUsage(tokens, tokens) },
        });
        expectSubscriptions(source.subscriptions).toBe('^-------!');
      },
    );
  });

  it('skips responses without usage and takes the configured model until the session names one', async () => {
    const events = [done('a', null), done('b'), session('gpt-realtime-mini'), done('c')];
    const models = await lastValueFrom(
      from(events).pipe(
        usage({ model: 'mine' }),
        map(({ model }) => model),
        toArray(),
      ),
    );
    expect(models).toEqual(['mine', 'gpt-realtime-mini']);
  });

  it('counts what transcribes, in tokens or in time, each item once', async () => {
    const minute = { type: 'duration', seconds: 60 } as const;
    const used = {
      type: 'tokens',
      input_tokens: 30,
      output_tokens: 8,
      total_tokens: 38,
      input_token_details: { text_tokens: 10, audio_tokens: 20 },
    } as const;
    const events = [
      transcribed('early', minute),
      session('gpt-realtime', 'gpt-realtime-whisper'),
      transcribed('a', minute),
      transcribed('a', minute),
      session('gpt-realtime', 'gpt-4o-transcribe'),
      transcribed('b', used),
      session('gpt-realtime'),
      transcribed('c', { type: 'unknown', wireType: 'words', payload: {} }),
      transcribed('d', undefined),
      done('r'),
    ];
    const reports = await lastValueFrom(from(events).pipe(usage({ transcriptionModel: 'mine' }), toArray()));
    const timed = { ...noUsage, durationMs: 60_000 };
    const written = {
      ...noUsage,
      input: { ...noTokens, text: 10, audio: 20 },
      output: { ...noTokens, text: 8 },
    };
    const billed = (itemId: string) => ({ kind: 'transcription', itemId, contentIndex: 0 });
    expect(reports.slice(0, 3)).toEqual([
      { billed: billed('early'), model: 'mine', usage: timed, total: timed },
      { billed: billed('a'), model: 'gpt-realtime-whisper', usage: timed, total: addUsage(timed, timed) },
      {
        billed: billed('b'),
        model: 'gpt-4o-transcribe',
        usage: written,
        total: addUsage(addUsage(timed, timed), written),
      },
    ]);
    expect(reports.slice(3)).toMatchObject([{ billed: { responseId: 'r' }, model: 'gpt-realtime' }]);
  });

  it('counts every token once: the kinds sum up to the total, the cached ones are part of the input', () => {
    fc.assert(
      fc.property(anyUsage, (used) => {
        const { input, cachedInput, output } = usageAmountsOf(used);
        expect(totalTokens(input)).toBe(used.input_tokens ?? totalTokens(input));
        expect(totalTokens(output)).toBe(used.output_tokens ?? totalTokens(output));
        expect(totalTokens(cachedInput)).toBeLessThanOrEqual(totalTokens(input));
        for (const kind of ['text', 'audio', 'image'] as const)
          expect(cachedInput[kind]).toBeLessThanOrEqual(input[kind]);
      }),
    );
  });

  itHasALifeCycle({
    operator: () =>
      pipe(
        usage(),
        map(({ total }) => total.input.audio),
      ),
    values: { s: session('gpt-realtime'), a: done('a'), b: done('b') },
    results: { 1: 13, 2: 26 },
    one: ['-a', '-1'],
    many: ['sa-ab-', '-1--2-'],
  });

  it('types what it takes and gives', () => {
    expectTypeOf(NEVER.pipe(usage())).toEqualTypeOf<Observable<UsageReport>>();
    // @ts-expect-error the model is a name
    usage({ model: 1 });
    // @ts-expect-error events, not usages
    of({ input_tokens: 1 }).pipe(usage());
  });
});
