import type { UnknownServerEvent } from '@rx-realtime/codecs';
import { either as E } from 'fp-ts';
import type { Subject } from 'rxjs';
import type { ServerErrorInfo } from '../realtimeError.ts';
import type { AnyServerEvent, Protocol } from './protocol.ts';

/** A peer that sends this many frames in a row that are no events does not speak this protocol. */
const maxUnreadableInARow = 20;

/** Turns the frames of one socket into events; keeps what explains a close that follows. */
export class Inbox {
  /** The last event, if it was an `error`: the service says why, then closes. */
  serverError: ServerErrorInfo | undefined;
  readonly #decode: Protocol['decode'];
  readonly #drift$: Subject<UnknownServerEvent>;
  #unreadable = 0;

  constructor({ decode }: Protocol, drift$: Subject<UnknownServerEvent>) {
    this.#decode = decode;
    this.#drift$ = drift$;
  }

  get hopeless(): boolean {
    return this.#unreadable >= maxUnreadableInARow;
  }

  /** Decodes a frame; what is no event at all becomes one of type `unknown` that says what is wrong. */
  read(frame: string | Uint8Array): AnyServerEvent {
    const decoded = this.#decode(frame);
    this.#unreadable = E.isLeft(decoded) ? this.#unreadable + 1 : 0;
    const event: AnyServerEvent = E.isLeft(decoded)
      ? { type: 'unknown', wireType: '', payload: frame, failure: decoded.left }
      : decoded.right;
    this.serverError = errorIn(event);
    if (event.type === 'unknown') this.#drift$.next(event);
    return event;
  }
}

const errorIn = (event: AnyServerEvent): ServerErrorInfo | undefined =>
  event.type === 'error'
    ? { type: event.error.type ?? 'error', code: event.error.code ?? null, message: event.error.message }
    : undefined;
