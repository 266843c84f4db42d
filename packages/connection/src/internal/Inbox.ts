import { unreadableEvent } from '@rx-realtime/codecs';
import type { Drift, ErrorEvent, TypedEvent, UnknownServerEvent } from '@rx-realtime/codecs';
import type { NextObserver, Subject } from 'rxjs';
import type { ServerErrorInfo } from '../realtimeError.ts';
import type { Protocol } from '../protocol.ts';

/** A peer that sends this many frames in a row that are no events does not speak this protocol. */
const maxUnreadableInARow = 20;
/** So many events tell what a server speaks that never becomes ready. */
const maxHeard = 5;

/** Turns the frames of one socket into events; keeps what explains a close that follows. */
export class Inbox<In extends TypedEvent> {
  /** The last event, if it was an `error`: the service says why, then closes. */
  serverError: ServerErrorInfo | undefined;
  /** The types of the first events. */
  readonly heard: string[] = [];
  readonly #decode: Protocol<In, TypedEvent>['decode'];
  readonly #config: { readonly driftObserver: NextObserver<Drift> };
  #unreadable = 0;

  constructor(decode: Protocol<In, TypedEvent>['decode'], drift$: Subject<Drift>) {
    this.#decode = decode;
    this.#config = { driftObserver: drift$ };
  }

  get hopeless(): boolean {
    return this.#unreadable >= maxUnreadableInARow;
  }

  /** Decodes a frame or a part of one; what is no event at all becomes one of type `unknown` that says what is wrong. */
  read(part: unknown): In | UnknownServerEvent {
    const decoded = this.#decode(part, this.#config);
    this.#unreadable = decoded._tag === 'Left' ? this.#unreadable + 1 : 0;
    const event = decoded._tag === 'Left' ? unreadableEvent(part, decoded.left, this.#config) : decoded.right;
    this.serverError = isError(event) ? infoOf(event) : undefined;
    if (this.heard.length < maxHeard) this.heard.push(wireTypeOf(event));
    return event;
  }
}

/** Any protocol says `error` in the same way. */
export const isError = (event: TypedEvent): event is ErrorEvent => event.type === 'error';

const infoOf = ({ error }: ErrorEvent): ServerErrorInfo => ({
  type: error.type ?? 'error',
  code: error.code ?? null,
  message: error.message,
});

const isUnknown = (event: TypedEvent): event is UnknownServerEvent => event.type === 'unknown';

/** What an event was called on the wire. */
export const wireTypeOf = (event: TypedEvent): string => (isUnknown(event) ? event.wireType : event.type);
