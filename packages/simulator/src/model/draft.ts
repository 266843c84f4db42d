import type { ServerEvent } from '@rx-realtime/codecs';
import type { Refusal } from '../shapes/refusal.ts';
import type { ItemFact, OpenItem, ResponseFact, ServerState, SessionFact } from './serverState.ts';

/** A session while one event is being dealt with: a copy whose fields are replaced. */
export type Session = { -readonly [K in keyof SessionFact]: SessionFact[K] };

/** What becomes of a server by one event. */
export class Draft {
  readonly events: ServerEvent[] = [];
  #made: number;
  readonly #clientEventId: string | null;

  constructor(made: number, clientEventId: string | null) {
    this.#made = made;
    this.#clientEventId = clientEventId;
  }

  id(kind: 'event' | 'sess' | 'conv' | 'item' | 'resp' | 'call'): string {
    this.#made += 1;
    return `${kind}_${this.#made}`;
  }

  refuse(why: Refusal): void {
    const error = { ...why, event_id: this.#clientEventId };
    this.events.push({ type: 'error', event_id: this.id('event'), error });
  }

  /** Where the service does not say which event it refuses. */
  refuseUnnamed(why: Refusal): void {
    this.events.push({ type: 'error', event_id: this.id('event'), error: { ...why, event_id: null } });
  }

  /** The item was put into the conversation, after this one. */
  tellAdded(item: ItemFact['wire'], previous: string | null): void {
    this.events.push({
      type: 'conversation.item.added',
      event_id: this.id('event'),
      previous_item_id: previous,
      item,
    });
  }

  tellDone(item: ItemFact['wire'], previous: string | null): void {
    this.events.push({
      type: 'conversation.item.done',
      event_id: this.id('event'),
      previous_item_id: previous,
      item,
    });
  }

  state(session: SessionFact | undefined): ServerState {
    return { made: this.#made, session };
  }
}

/** The response that a happening or a cancellation is about. */
export const responseOf = (session: Session, id: string | undefined): ResponseFact | undefined =>
  session.responses.find((response) => (id === undefined ? !response.isOutOfBand : response.id === id));

export const replaceResponse = (session: Session, response: ResponseFact): void => {
  session.responses = session.responses.map((other) => (other.id === response.id ? response : other));
};

/** What is known of an open item changes; its place in the conversation keeps the fact, too. */
export const replaceOpen = (session: Session, response: ResponseFact, item: OpenItem): ResponseFact => {
  const open = response.open.map((other) => (other.fact.id === item.fact.id ? item : other));
  const next = { ...response, open };
  replaceResponse(session, next);
  return next;
};
