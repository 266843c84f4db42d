import { isBenignError } from '@rx-realtime/events';
import { shutdownOf } from '@rx-realtime/responses/usage';
import { durationMs } from '@rx-realtime/pcm';
import type {
  ConnectionRestored,
  ErrorEvent,
  InputAudioBufferSpeechStarted,
  InputAudioBufferSpeechStopped,
  SessionCreated,
  SpeechBlock,
} from '@rx-realtime/codecs';
import type { ReconnectInfo } from '@rx-realtime/reconnection';
import type { InputTranscript, ResponseStream } from '@rx-realtime/responses';
import { concat, EMPTY, last, map, mergeMap, of, scan } from 'rxjs';
import type { Observable, OperatorFunction } from 'rxjs';
import type { Question } from './loadQuestion.ts';

/** What happens while a question is asked and answered, as `--json` prints it and the terminal shows it. */
export type TalkEvent =
  | {
      readonly type: 'endpoint';
      readonly url: string;
      readonly simulated: boolean;
      readonly reason: string;
      readonly notice?: string | undefined;
    }
  | {
      readonly type: 'question';
      readonly name: string;
      readonly durationMs: number;
      readonly sampleRateHz: number;
    }
  | { readonly type: 'session'; readonly id: string; readonly model: string; readonly generation: number }
  | {
      readonly type: 'reconnecting';
      readonly attempt: number;
      readonly delayMs: number;
      readonly reason: string;
    }
  | { readonly type: 'upload'; readonly sentMs: number; readonly totalMs: number }
  | { readonly type: 'speech_started'; readonly atMs: number | undefined }
  | { readonly type: 'speech_stopped'; readonly atMs: number | undefined }
  | { readonly type: 'user'; readonly transcript: string; readonly final: boolean }
  | { readonly type: 'assistant'; readonly transcript: string; readonly final: boolean }
  | { readonly type: 'tool_call'; readonly name: string; readonly arguments: unknown }
  | { readonly type: 'tool_result'; readonly output: string }
  | { readonly type: 'audio'; readonly receivedMs: number }
  | { readonly type: 'warning'; readonly message: string }
  | Summary;

/** The figures of a finished talk. */
export interface Summary {
  readonly type: 'summary';
  /** From the end of speech (or the request, in a text turn) to the first block of spoken answer. */
  readonly toFirstAudioMs: number | undefined;
  readonly firstAudioToDoneMs: number | undefined;
  readonly audioInMs: number;
  readonly audioOutMs: number;
  readonly inputTokens: number;
  readonly cachedTokens: number;
  readonly outputTokens: number;
  /** Absent when the model has no known price. */
  readonly usd: number | undefined;
  readonly pricesAsOf: string | undefined;
  /** How many sockets it took. */
  readonly connections: number;
  readonly out: string;
}

export const questionEvent = ({ name, durationMs: ms, sampleRateHz }: Question): TalkEvent => ({
  type: 'question',
  name,
  durationMs: ms,
  sampleRateHz,
});

/** Numbers the sessions of a talk. */
export const sessionEvents = (): OperatorFunction<SessionCreated | ConnectionRestored, TalkEvent> =>
  map(({ session }, index): TalkEvent => ({
    type: 'session',
    id: 'id' in session ? (session.id ?? '') : '',
    model: 'model' in session && typeof session.model === 'string' ? session.model : '',
    generation: index + 1,
  }));

export const reconnectingEvent = ({ attempt, delayMs, error }: ReconnectInfo): TalkEvent => ({
  type: 'reconnecting',
  attempt,
  delayMs,
  reason: error.message,
});

export const uploadEvent = (sentMs: number, question: Question | undefined): TalkEvent => {
  const totalMs = question?.durationMs ?? 0;
  return { type: 'upload', sentMs: Math.min(sentMs, totalMs), totalMs };
};

export const speechStartedEvent = ({ audio_start_ms }: InputAudioBufferSpeechStarted): TalkEvent => ({
  type: 'speech_started',
  atMs: audio_start_ms ?? undefined,
});

export const speechStoppedEvent = ({ audio_end_ms }: InputAudioBufferSpeechStopped): TalkEvent => ({
  type: 'speech_stopped',
  atMs: audio_end_ms ?? undefined,
});

export const userEvent = ({ text, status, error }: InputTranscript): TalkEvent =>
  status === 'failed'
    ? {
        type: 'warning',
        message: `what you said could not be transcribed: ${error?.message ?? 'no reason given'}`,
      }
    : { type: 'user', transcript: text, final: status === 'completed' };

/** The transcript of one response as it grows, and once more when it is complete. */
export const assistantEvents = ({ transcript$ }: ResponseStream): Observable<TalkEvent> => {
  const event =
    (final: boolean) =>
    (transcript: string): TalkEvent => ({ type: 'assistant', transcript, final });
  return concat(
    transcript$.pipe(map(event(false))),
    transcript$.pipe(
      last(null, ''),
      mergeMap((text) => (text ? of(event(true)(text)) : EMPTY)),
    ),
  );
};

/** How much of the answer has been heard so far. */
export const audioEvents = (): OperatorFunction<SpeechBlock, TalkEvent> => (audio$) =>
  audio$.pipe(
    scan((receivedMs, block) => receivedMs + durationMs(block), 0),
    map((receivedMs): TalkEvent => ({ type: 'audio', receivedMs })),
  );

export const warningEvent = ({ error }: ErrorEvent): TalkEvent => ({
  type: 'warning',
  message: isBenignError(error) ? `${error.message} (harmless: a race was lost)` : error.message,
});

/** That the model will be shut down, if that was announced. */
export const shutdownWarnings = (model: string): readonly TalkEvent[] => {
  const shutdown = shutdownOf(model);
  if (!shutdown) return [];
  const { endsOn, replacement } = shutdown;
  return [{ type: 'warning', message: `${model} is shut down on ${endsOn}: use ${replacement}` }];
};
