import type { ServerEvent } from '@rx-realtime/codecs';
import { asyncScheduler, Observable, type OperatorFunction, type SchedulerLike } from 'rxjs';

/** How long the steps of one response took, in milliseconds. What did not happen is `undefined`. */
export interface ResponseLatency {
  readonly responseId: string;
  /** `null` for an out-of-band response, which answers no turn. */
  readonly conversationId: string | null | undefined;
  /** The status of `response.done`. */
  readonly status: string | null | undefined;
  /** From the end of speech to the commit of the turn that this response answers. */
  readonly speechStoppedToCommittedMs: number | undefined;
  /** From the commit of that turn to `response.created`. */
  readonly committedToCreatedMs: number | undefined;
  /** From `response.created` to the first piece of text, transcript or arguments, or the first sound. */
  readonly createdToFirstDeltaMs: number | undefined;
  /** From `response.created` to the first sound. */
  readonly createdToFirstAudioMs: number | undefined;
  /** From `response.created` to `response.done`. */
  readonly createdToDoneMs: number;
  /** From the end of speech to the first sound of the answer: the pause that the user hears, playback not included. */
  readonly speechStoppedToFirstAudioMs: number | undefined;
}

/** Options of {@link latency}. */
export interface LatencyConfig {
  /** The clock. Default `asyncScheduler`, whose clock is `Date.now()`. */
  readonly scheduler?: SchedulerLike;
}

interface Turn {
  speechStoppedAt?: number;
  committedAt?: number;
}

interface Running {
  readonly turn: Turn;
  readonly createdAt: number;
  firstDeltaAt?: number;
  firstAudioAt?: number;
}

/** As many as `responses()` follows at once. */
const MAX_RUNNING = 64;

const between = (from: number | undefined, to: number | undefined): number | undefined =>
  from === undefined || to === undefined ? undefined : to - from;

/**
 * How long each response took to begin, to be heard, and to end.
 *
 * <span class="informal">The stopwatch.</span>
 *
 * ```text
 * source:    --s--k--c----d--a-----e--|   s: speech_stopped  k: committed  c: created  d: delta  a: audio  e: done
 * latency(): ---------------------l--|
 * ```
 *
 * - Emits once for each response, at its `response.done`. Times are the arrival of events by the scheduler's clock.
 * - The turn is the last speech before an in-band response; the follow-up after a tool call and an out-of-band response
 *   answer no turn, so the spans from speech are `undefined` there.
 * - A response whose `response.created` was missed emits nothing.
 * - Completes and errors with the source. Memory: the times of at most 64 running responses.
 *
 * @param config the scheduler
 *
 * @example
 * import { latency } from '@rx-realtime/responses';
 * import { of } from 'rxjs';
 *
 * const response = { id: 'resp_1', status: 'completed', output: [] } as const;
 * of({ type: 'response.created', event_id: 'event_1', response } as const, { type: 'response.done', event_id: 'event_2', response } as const)
 *   .pipe(latency())
 *   .subscribe(({ createdToFirstAudioMs }) => console.log(createdToFirstAudioMs)); // prints: undefined
 *
 * @see {@link usage}
 */
export function latency(config: LatencyConfig = {}): OperatorFunction<ServerEvent, ResponseLatency> {
  const { scheduler = asyncScheduler } = config;
  return (source) =>
    new Observable((subscriber) => {
      let turn: Turn = {};
      const running = new Map<string, Running>();

      const begin = (id: string, conversationId: string | null | undefined) => {
        const oldest = running.size >= MAX_RUNNING ? running.keys().next().value : undefined;
        if (oldest !== undefined) running.delete(oldest);
        running.set(id, { turn: conversationId === null ? {} : turn, createdAt: scheduler.now() });
        if (conversationId !== null) turn = {};
      };
      const delta = (id: string, isAudio: boolean) => {
        const response = running.get(id);
        if (!response) return;
        response.firstDeltaAt ??= scheduler.now();
        if (isAudio) response.firstAudioAt ??= scheduler.now();
      };

      return source.subscribe({
        next: (event) => {
          switch (event.type) {
            case 'input_audio_buffer.speech_started':
              turn = {};
              return;
            case 'input_audio_buffer.speech_stopped':
              turn = { speechStoppedAt: scheduler.now() };
              return;
            case 'input_audio_buffer.committed':
              turn = { ...turn, committedAt: scheduler.now() };
              return;
            case 'response.created':
              begin(event.response.id, event.response.conversation_id);
              return;
            case 'response.output_text.delta':
            case 'response.output_audio_transcript.delta':
            case 'response.function_call_arguments.delta':
              delta(event.response_id, false);
              return;
            case 'response.output_audio.delta':
              delta(event.response_id, true);
              return;
            case 'response.done': {
              const { id, status, conversation_id } = event.response;
              const response = running.get(id);
              running.delete(id);
              if (response) subscriber.next(report(id, conversation_id, status, response, scheduler.now()));
              return;
            }
            default:
          }
        },
        error: (error) => subscriber.error(error),
        complete: () => subscriber.complete(),
      });
    });
}

const report = (
  responseId: string,
  conversationId: string | null | undefined,
  status: string | null | undefined,
  { turn, createdAt, firstDeltaAt, firstAudioAt }: Running,
  doneAt: number,
): ResponseLatency => ({
  responseId,
  conversationId,
  status,
  speechStoppedToCommittedMs: between(turn.speechStoppedAt, turn.committedAt),
  committedToCreatedMs: between(turn.committedAt, createdAt),
  createdToFirstDeltaMs: between(createdAt, firstDeltaAt),
  createdToFirstAudioMs: between(createdAt, firstAudioAt),
  createdToDoneMs: doneAt - createdAt,
  speechStoppedToFirstAudioMs: between(turn.speechStoppedAt, firstAudioAt),
});
