import type { ErrorDetails } from '../events/error.ts';

/** Any event of any protocol: what tells events apart is their type. */
export interface TypedEvent {
  readonly type: string;
}

/** A client event that its sender can name again. */
export interface IdentifiedEvent extends TypedEvent {
  readonly event_id?: string | null | undefined;
}

/** How the server answers one kind of client event. */
export interface Answer<Out, In extends TypedEvent> {
  /** The types of the server events that confirm it. */
  readonly replies: readonly In['type'][];
  /** What an event and its reply have in common. Without it, replies come in the order of the events. */
  readonly key?: {
    ofEvent(event: Out): string | undefined;
    /** What the reply may have in common with an event; the first that waits is taken. */
    ofReply(reply: In): readonly (string | undefined)[];
  };
  /** Whether an `error` that names no event is about this kind and no other. */
  readonly refusedBy?: (error: ErrorDetails) => boolean;
}

/**
 * For each client event, which server events confirm it and how they are told apart.
 *
 * Pure data, read by whoever wants to know what became of an event: a socket, a request, a ledger. Another protocol or
 * a compatible server has another table. An event without an entry is never confirmed.
 */
export type Correlation<Out extends TypedEvent, In extends TypedEvent> = {
  readonly [Type in Out['type']]?: Answer<Extract<Out, { readonly type: Type }>, In>;
};
