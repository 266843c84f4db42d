import type { ClientEvent, Delivery, ServerEvent } from '@rx-realtime/codecs';
import type { RealtimeError } from '@rx-realtime/connection';
import type { Ears } from './sound/Ears.ts';
import { idOf } from './Fate.ts';
import type { Fate } from './Fate.ts';
import { isFleeting } from './isFleeting.ts';
import type { KeptLedger } from './KeptLedger.ts';
import type { Partner } from './Partner.ts';

/** What replies are about. */
export interface RepliesParts {
  readonly kept: KeptLedger;
  readonly ears: Ears;
  readonly fate: Fate;
  readonly isOwner: (partner: Partner) => boolean;
  /** Whether the application has ended the conversation. */
  readonly isStopped: () => boolean;
  /** The owner has answered something that it was given back. */
  readonly settled: () => void;
}

/** What became of what was said to partners. Only the owner's word counts: what another holds is not the conversation. */
export class Replies {
  readonly #parts: RepliesParts;

  constructor(parts: RepliesParts) {
    this.#parts = parts;
  }

  follow(partner: Partner): void {
    const { audioGap$, undelivered$, delivery$ } = partner.link.outbox;
    audioGap$.subscribe(({ durationMs }) => this.#parts.fate.gap(durationMs));
    undelivered$.subscribe(({ event, error }) => this.#undelivered(partner, event, error));
    delivery$.subscribe((delivery) => this.#delivered(partner, delivery));
  }

  /** The link has the answer to an event; that it lost one says nothing: it is sent again. */
  #delivered(partner: Partner, { state, event, reply }: Delivery<ClientEvent, ServerEvent>): void {
    const { kept, fate, isOwner, settled } = this.#parts;
    const isLost = state === 'uncertain' || (state === 'acknowledged' && !isOwner(partner));
    // A call goes on: it may have heard what it was sent.
    if (isLost && (isFleeting(event) || partner.mind.isCall)) {
      this.#refused(idOf(event));
      fate.uncertain(event);
    }
    if (state !== 'acknowledged') return;
    const eventId = idOf(event);
    const isOwn = partner.mind.settle(eventId, reply);
    if (!isOwner(partner)) return;
    if (isOwn) return settled();
    if (reply?.type === 'error') this.#refused(eventId);
    else kept.record({ type: 'confirmed', eventId, reply });
    fate.acknowledged(event, reply);
  }

  #undelivered(partner: Partner, event: ClientEvent, error: RealtimeError): void {
    const { fate, isOwner, isStopped, settled } = this.#parts;
    const eventId = idOf(event);
    const isClosing = error.code === 'socket_closed';
    const isOwn = partner.mind.settle(eventId, undefined, error.message);
    if (!isOwner(partner)) return;
    // What a closing connection throws away does not end a restoration.
    if (isOwn) return isClosing ? undefined : settled();
    // It waits for another connection; when there is none, somebody hears of it.
    if (isClosing && !isStopped() && !isFleeting(event)) return fate.withdrawn(event);
    this.#refused(eventId);
    fate.unsent(event, error);
  }

  /** An event has no effect, and never will. */
  #refused(eventId: string): void {
    this.#parts.ears.owed.forgetBorder(eventId);
    this.#parts.kept.record({ type: 'refused', eventId });
  }
}
