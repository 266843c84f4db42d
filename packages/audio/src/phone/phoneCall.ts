import type { Pcm16 } from '@rx-realtime/pcm';
import type { NextObserver, Observable, SchedulerLike } from 'rxjs';
import type { AudioError } from '../audioError.ts';
import type { Player } from '../mouth/player.ts';
import type { CallFormat } from './callFormat.ts';

/** A call that has begun, whoever the provider is. */
export interface PhoneCall {
  /** What the provider calls it. */
  readonly id: string;
  /** How what the caller says is coded. */
  readonly input: CallFormat;
  /** How the provider takes what the caller is to hear. */
  readonly output: CallFormat;
  /** What the call was given along: custom parameters, headers. */
  readonly parameters: Readonly<Record<string, string>>;
  /** What the caller says; completes with the call. Subscribe at once: what was said before is gone. */
  readonly voice$: Observable<Pcm16>;
  /** What the caller hears; its `played$` completes with the call. */
  readonly player: Player;
  /** What comes of the call and cannot be read or decoded, as it comes. It is left out, and ends nothing. */
  readonly malformed$: Observable<AudioError>;
  /** The keys that the caller presses. */
  readonly keys$: Observable<string>;
  /** Ends the call. */
  readonly hangUp: () => void;
}

/** The calls of one WebSocket of a provider: emits one, when it has started, and completes when it is over. */
export type PhoneMedia = Observable<PhoneCall>;

/** The WebSocket of a call. */
export interface PhoneMediaConfig {
  /** What comes from the provider, frame by frame: texts, or bytes. Its end is that of the call. */
  readonly frames$: Observable<string | Uint8Array>;
  /** Sends a frame to the provider: `(frame) => socket.send(frame)`. */
  readonly send: (frame: string | Uint8Array) => void;
  /** Ends the call: closes the WebSocket, or asks the provider's API to hang up. */
  readonly hangUp: () => void;
  /** Sound between two marks, above 0, in whole frames of 20 ms. @defaultValue 40 ms */
  readonly markMs?: number;
  /** The clock and timer of the last frame. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
  /** Hears the same as `malformed$` of the call, and what comes before the call has begun. */
  readonly malformedObserver?: NextObserver<AudioError>;
}
