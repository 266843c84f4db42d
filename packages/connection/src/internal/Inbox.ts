import { unreadableEvent } from '@rx-realtime/codecs';
import type { Drift, UnknownServerEvent } from '@rx-realtime/codecs';
import { either as E } from 'fp-ts';
import type { NextObserver, Subject } from 'rxjs';
import type { ServerErrorInfo } from '../realtimeError.ts';
import type { AnyClientEvent, AnyServerEvent, Protocol } from './Protocol.ts';

/** A peer that sends this many frames in a row that are no events does not speak this protocol. */
const maxUnreadableInARow = 20;

/** Turns the frames of one socket into events; keeps what explains a close that follows. */
export class Inbox<In extends AnyServerEvent> {
  /** The last event, if it was an `error`: the service says why, then closes. */
  serverError: ServerErrorInfo | undefined;
  readonly #decode: Protocol<In, AnyClientEvent>['decode'];
  readonly #config: { readonly driftObserver: NextObserver<Drift> };
  #unreadable = 0;

  constructor(decode: Protocol<In, AnyClientEvent>['decode'], drift$: Subject<Drift>) {
    this.#decode = decode;
    this.#config = { driftObserver: drift$ };
  }

  get hopeless(): boolean {
    return this.#unreadable >= maxUnreadableInARow;
  }

  /** Decodes a frame; what is no event at all becomes one of type `unknown` that says what is wrong. */
  read(frame: string | Uint8Array): In | UnknownServerEvent {
    const decoded = this.#decode(frame, this.#config);
    this.#unreadable = E.isLeft(decoded) ? this.#unreadable + 1 : 0;
    const event = E.isLeft(decoded) ? unreadableEvent(frame, decoded.left, this.#config) : decoded.right;
    this.serverError = errorIn(event);
    return event;
  }
}

const errorIn = (event: AnyServerEvent): ServerErrorInfo | undefined =>
  event.type === 'error'
    ? { type: event.error.type ?? 'error', code: event.error.code ?? null, message: event.error.message }
    : undefined;
