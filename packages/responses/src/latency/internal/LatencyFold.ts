import { clockOf } from '@rx-realtime/clock';
import type { RealtimeResponse, ServerEvent } from '@rx-realtime/codecs';
import type { SchedulerLike, TimestampProvider } from 'rxjs';
import type { ResponseLatency } from '../responseLatency.ts';

interface Turn {
  readonly speechStoppedAt?: number;
  readonly committedAt?: number;
}

interface Running {
  readonly turn: Turn;
  readonly createdAt: number;
  firstDeltaAt?: number;
  firstAudioAt?: number;
  playedAt?: number;
  /** Set with `response.done`. */
  end?: { readonly at: number; readonly response: RealtimeResponse };
}

/** As many as `responses()` follows at once. */
const maxRunning = 64;

const between = (from: number | undefined, to: number | undefined): number | undefined =>
  from === undefined || to === undefined ? undefined : to - from;

/** Notes when what happens to each response, and reports it at its end. */
export class LatencyFold {
  readonly #running = new Map<string, Running>();
  readonly #clock: TimestampProvider;
  readonly #report: (latency: ResponseLatency) => void;
  #turn: Turn = {};
  #isWaiting: boolean;

  /** @param isWaiting whether `played` will be called, so that a response with sound is worth waiting for */
  constructor(scheduler: SchedulerLike, isWaiting: boolean, report: (latency: ResponseLatency) => void) {
    this.#clock = clockOf(scheduler);
    this.#isWaiting = isWaiting;
    this.#report = report;
  }

  next(event: ServerEvent): void {
    switch (event.type) {
      case 'input_audio_buffer.speech_started':
        this.#turn = {};
        return;
      case 'input_audio_buffer.speech_stopped':
        this.#turn = { speechStoppedAt: this.#clock.now() };
        return;
      case 'input_audio_buffer.committed':
        this.#turn = { ...this.#turn, committedAt: this.#clock.now() };
        return;
      case 'response.created':
        return this.#begin(event.response);
      case 'response.output_text.delta':
      case 'response.output_audio_transcript.delta':
      case 'response.function_call_arguments.delta':
      case 'response.output_audio.delta':
        return this.#delta(event.response_id, event.type === 'response.output_audio.delta');
      case 'response.done':
        return this.#end(event.response);
      default:
    }
  }

  /** Sound of this response is heard. */
  played(responseId: string): void {
    const response = this.#running.get(responseId);
    if (!response) return;
    response.playedAt ??= this.#clock.now();
    if (response.end) this.#tell(response, response.end);
  }

  /** What has not been heard by now will not be. */
  stopWaiting(): void {
    this.#isWaiting = false;
    this.#tellUnheard();
  }

  #begin({ id, conversation_id: conversationId }: RealtimeResponse): void {
    const inBand = conversationId !== null;
    if (inBand) this.#tellUnheard();
    const [oldest] = this.#running.keys();
    if (this.#running.size >= maxRunning && oldest !== undefined) this.#running.delete(oldest);
    this.#running.set(id, { turn: inBand ? this.#turn : {}, createdAt: this.#clock.now() });
    if (inBand) this.#turn = {};
  }

  #delta(responseId: string, isAudio: boolean): void {
    const response = this.#running.get(responseId);
    if (!response) return;
    response.firstDeltaAt ??= this.#clock.now();
    if (isAudio) response.firstAudioAt ??= this.#clock.now();
  }

  #end(response: RealtimeResponse): void {
    const running = this.#running.get(response.id);
    if (!running || running.end) return;
    running.end = { at: this.#clock.now(), response };
    const willBeHeard = running.firstAudioAt !== undefined && response.status === 'completed';
    const waits = this.#isWaiting && willBeHeard && running.playedAt === undefined;
    if (!waits) this.#tell(running, running.end);
  }

  #tellUnheard(): void {
    for (const response of this.#running.values()) if (response.end) this.#tell(response, response.end);
  }

  #tell(running: Running, { at: doneAt, response }: NonNullable<Running['end']>): void {
    const { turn, createdAt, firstDeltaAt, firstAudioAt, playedAt } = running;
    this.#running.delete(response.id);
    this.#report({
      responseId: response.id,
      conversationId: response.conversation_id,
      status: response.status,
      speechStoppedToCommittedMs: between(turn.speechStoppedAt, turn.committedAt),
      committedToCreatedMs: between(turn.committedAt, createdAt),
      createdToFirstDeltaMs: between(createdAt, firstDeltaAt),
      createdToFirstAudioMs: between(createdAt, firstAudioAt),
      createdToDoneMs: doneAt - createdAt,
      speechStoppedToFirstAudioMs: between(turn.speechStoppedAt, firstAudioAt),
      firstAudioToPlayedMs: between(firstAudioAt, playedAt),
      speechStoppedToPlayedMs: between(turn.speechStoppedAt, playedAt),
    });
  }
}
