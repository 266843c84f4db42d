import { durationMs } from '@rx-realtime/audio';
import type { OutputAudio } from '@rx-realtime/audio';
import type {
  ClientEvent,
  ErrorEvent,
  InputAudioBufferSpeechStarted,
  InputAudioBufferSpeechStopped,
  SessionCreated,
} from '@rx-realtime/codecs';
import type { ReconnectInfo } from '@rx-realtime/reconnection';
import type { FunctionCall, InputTranscript, ResponseStream } from '@rx-realtime/responses';
import { either as E } from 'fp-ts';
import { concat, EMPTY, last, map, mergeMap, of, scan } from 'rxjs';
import type { Observable, OperatorFunction } from 'rxjs';
import type { Question } from './question.ts';
import type { TalkEvent } from './talkEvent.ts';

export const questionEvent = ({ name, durationMs: ms, sampleRateHz }: Question): TalkEvent => ({
  type: 'question',
  name,
  durationMs: ms,
  sampleRateHz,
});

/** Numbers the sessions of a talk. */
export const sessionEvents = (): OperatorFunction<SessionCreated, TalkEvent> =>
  map(({ session }, index): TalkEvent => ({
    type: 'session',
    id: session.id ?? '',
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
  atMs: audio_start_ms,
});

export const speechStoppedEvent = ({ audio_end_ms }: InputAudioBufferSpeechStopped): TalkEvent => ({
  type: 'speech_stopped',
  atMs: audio_end_ms,
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

export const toolCallEvent = ({ name, arguments: decoded }: FunctionCall): TalkEvent => ({
  type: 'tool_call',
  name,
  arguments: E.isRight(decoded) ? decoded.right : decoded.left.message,
});

/** The output of a tool on its way back to the model. */
export const toolResultEvents = (event: ClientEvent): Observable<TalkEvent> =>
  event.type === 'conversation.item.create' && event.item.type === 'function_call_output'
    ? of({ type: 'tool_result', output: event.item.output })
    : EMPTY;

/** How much of the answer has been heard so far. */
export const audioEvents = (): OperatorFunction<OutputAudio, TalkEvent> => (audio$) =>
  audio$.pipe(
    scan((receivedMs, block) => receivedMs + durationMs(block), 0),
    map((receivedMs): TalkEvent => ({ type: 'audio', receivedMs })),
  );

export const warningEvent = ({ error }: ErrorEvent): TalkEvent => ({
  type: 'warning',
  message: error.message,
});
