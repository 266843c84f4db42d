import { outputAudio } from '@rx-realtime/audio';
import { clockOf } from '@rx-realtime/clock';
import { durationMs } from '@rx-realtime/pcm';
import type { ServerEvent } from '@rx-realtime/codecs';
import { ofType } from '@rx-realtime/events';
import { cost, realtimePrices, totalTokens, usage } from '@rx-realtime/responses/usage';
import { combineLatest, map, scan, startWith, takeLast, timestamp } from 'rxjs';
import type { Observable } from 'rxjs';
import type { Summary } from './talkEvent.ts';

type Figures = Omit<Summary, 'type' | 'connections' | 'out' | 'audioInMs'>;

/** Sums up a finished talk: emits once, when the events complete. */
export function figures(live$: Observable<ServerEvent>): Observable<Figures> {
  return combineLatest([times(live$), money(live$), spokenMs(live$)]).pipe(
    takeLast(1),
    map(([time, spent, audioOutMs]) => ({ ...time, ...spent, audioOutMs })),
  );
}

const spokenMs = (live$: Observable<ServerEvent>): Observable<number> =>
  live$.pipe(
    outputAudio(),
    scan((ms, block) => ms + durationMs(block), 0),
    startWith(0),
  );

interface Times {
  readonly askedAtMs?: number;
  readonly firstAudioAtMs?: number;
  readonly doneAtMs?: number;
}

/** When the user had finished, when the answer began, when it ended. */
const times = (live$: Observable<ServerEvent>) =>
  live$.pipe(
    ofType(
      'input_audio_buffer.speech_stopped',
      'conversation.item.added',
      'response.output_audio.delta',
      'response.done',
    ),
    timestamp(clockOf()),
    scan((seen: Times, { value: { type }, timestamp: atMs }): Times => {
      switch (type) {
        case 'input_audio_buffer.speech_stopped':
          return { askedAtMs: atMs };
        case 'conversation.item.added':
          // A text turn has no end of speech: the question counts from when it stands in the conversation.
          return seen.askedAtMs === undefined ? { askedAtMs: atMs } : seen;
        case 'response.output_audio.delta':
          return seen.firstAudioAtMs === undefined ? { ...seen, firstAudioAtMs: atMs } : seen;
        case 'response.done':
          return { ...seen, doneAtMs: atMs };
      }
    }, {}),
    startWith<Times>({}),
    map(({ askedAtMs, firstAudioAtMs, doneAtMs }) => ({
      toFirstAudioMs: difference(firstAudioAtMs, askedAtMs),
      firstAudioToDoneMs: difference(doneAtMs, firstAudioAtMs),
    })),
  );

const difference = (later: number | undefined, earlier: number | undefined): number | undefined =>
  later === undefined || earlier === undefined ? undefined : later - earlier;

/** Tokens of all responses and transcriptions, and what all cost where the prices of the models are known. */
const money = (live$: Observable<ServerEvent>) =>
  combineLatest([
    live$.pipe(
      usage(),
      map(({ total }) => ({
        inputTokens: totalTokens(total.input),
        cachedTokens: totalTokens(total.cachedInput),
        outputTokens: totalTokens(total.output),
      })),
      startWith({ inputTokens: 0, cachedTokens: 0, outputTokens: 0 }),
    ),
    live$.pipe(
      usage(),
      cost(realtimePrices),
      map((report) =>
        report._tag === 'PricedUsage' && report.unpriced === 0
          ? { usd: report.totalUsd, pricesAsOf: report.asOf }
          : { usd: undefined, pricesAsOf: undefined },
      ),
      startWith({ usd: undefined, pricesAsOf: undefined }),
    ),
  ]).pipe(map(([tokens, price]) => ({ ...tokens, ...price })));
