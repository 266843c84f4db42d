import type { ClientEvent, Delivery, IdentifiedClientEvent, ServerEvent } from '@rx-realtime/codecs';
import { RealtimeError } from '@rx-realtime/connection';
import type { AudioGap, Undelivered } from '@rx-realtime/connection';
import { soundOf } from '@rx-realtime/connection/link';
import { Subject } from 'rxjs';

type Told = Delivery<ClientEvent, ServerEvent>;

/** What becomes of what was given to a socket, told once for each event; of what is our own nobody hears. */
export class Fate {
  readonly audioGap$ = new Subject<AudioGap>();
  readonly undelivered$ = new Subject<Undelivered>();
  readonly delivery$ = new Subject<Told>();
  generation = 0;
  readonly #own = new Set<string>();
  readonly #written = new Set<string>();

  /** Whether nothing is on its way whose fate is not known. */
  get isSettled(): boolean {
    return this.#written.size === 0;
  }

  /** An event of our own making. */
  own(event: IdentifiedClientEvent): IdentifiedClientEvent {
    this.#own.add(event.event_id);
    return event;
  }

  wrote(event: ClientEvent): void {
    this.#written.add(idOf(event));
  }

  /** It was not written after all, and waits. */
  withdrawn(event: ClientEvent): void {
    this.#written.delete(idOf(event));
  }

  gap(durationMs: number): void {
    if (durationMs > 0) this.audioGap$.next({ durationMs, generation: this.generation });
  }

  acknowledged(event: ClientEvent, reply: ServerEvent | undefined): void {
    if (this.#forget(event)) return;
    this.#tell('acknowledged', event, reply === undefined ? {} : { reply });
  }

  /** It was never sent, and never will be. */
  unsent(event: ClientEvent, error: RealtimeError): void {
    if (this.#forget(event)) return;
    this.undelivered$.next({ event, error });
    if (soundOf(event) === undefined) this.#tell('unsent', event);
  }

  refuse(event: ClientEvent, code: string, message: string): void {
    this.unsent(event, new RealtimeError({ code, reason: 'send', message, retriable: false }));
  }

  /** It was about what a session was doing that is gone. */
  refuseReplaced(event: ClientEvent): void {
    this.refuse(event, 'session_replaced', `the session of this ${event.type} has ended`);
  }

  /** Nobody waits for it any more: it may have been heard, or was never sent. */
  givenUp(event: ClientEvent, message: string): void {
    if (this.#written.has(idOf(event))) this.uncertain(event);
    else this.refuse(event, 'socket_closed', message);
  }

  /** It was written, and nobody will ever know more. */
  uncertain(event: ClientEvent): void {
    if (!this.#forget(event)) this.#tell('uncertain', event);
  }

  #tell(state: Told['state'], event: ClientEvent, answer?: Pick<Told, 'reply'>): void {
    this.delivery$.next({ state, event, generation: this.generation, ...answer });
  }

  #forget(event: ClientEvent): boolean {
    this.withdrawn(event);
    return this.#own.delete(idOf(event));
  }
}

/** Whatever is followed has an id. */
export const idOf = ({ event_id: id }: ClientEvent): string => id ?? '';
