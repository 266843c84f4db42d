import type { ErrorDetails, ErrorEvent } from '../events/error.ts';
import type { Answer, Correlation, IdentifiedEvent, TypedEvent } from './correlation.ts';

interface Entry<Out> {
  readonly event: Out;
  readonly line: string;
}

/** An error is known by its type, whatever the protocol. */
const isError = (event: TypedEvent): event is ErrorEvent => event.type === 'error';

/** Errors that any kind of event can meet with. */
const isGeneral = ({ code, type }: ErrorDetails): boolean =>
  type === 'server_error' || code == null || /^(invalid|unknown|missing|integer)_/.test(code);

/** How many events are kept by default. */
const defaultMax = 4_096;

/**
 * The account of client events that were written and not yet answered.
 *
 * Each reply settles the one event that it belongs to: by the id that both have in common, or by order. An `error`
 * settles the event that it names; one that names none settles the event that it can only be about, if there is one.
 * Each step takes constant time, and memory is bounded by `max`.
 *
 * @see {@link Correlation}
 */
export class Outstanding<Out extends IdentifiedEvent, In extends TypedEvent> {
  readonly #correlation: Correlation<Out, In>;
  readonly #max: number;
  /** In the order of writing, by `event_id`. */
  readonly #entries = new Map<string, Entry<Out>>();
  /** Those that wait for the same reply, oldest first: their `event_id`s. */
  readonly #lines = new Map<string, Set<string>>();
  /** Which client events a type of server event may confirm. */
  readonly #confirmed: ReadonlyMap<string, readonly Out['type'][]>;

  constructor(correlation: Correlation<Out, In>, max: number = defaultMax) {
    this.#correlation = correlation;
    this.#max = max;
    this.#confirmed = confirmedBy(correlation);
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Notes an event that was written. Returns the oldest one when there are too many: no answer to it will be recognised any more. */
  add(event: Out): Out | undefined {
    const id = event.event_id;
    const answer = this.#answerTo(event.type);
    if (id == null || answer === undefined) return undefined;
    const earlier = this.#take(id);
    const line = lineOf(event.type, answer.key?.ofEvent(event));
    this.#entries.set(id, { event, line });
    const ids = this.#lines.get(line);
    if (ids) ids.add(id);
    else this.#lines.set(line, new Set([id]));
    return this.#entries.size > this.#max ? this.#take(firstOf(this.#entries.keys())) : earlier;
  }

  /** The event that a server event answers: its confirmation, or the `error` that refuses it. */
  settle(reply: In): Out | undefined {
    // Most events of a conversation come while nothing waits; looking their type up would cost more than reading some of them.
    if (this.#entries.size === 0) return undefined;
    if (isError(reply)) return this.#take(this.#refused(reply.error));
    for (const type of this.#confirmed.get(reply.type) ?? []) {
      for (const key of this.#answerTo(type)?.key?.ofReply(reply) ?? [undefined]) {
        const id = firstOf(this.#lines.get(lineOf(type, key)));
        if (id !== undefined) return this.#take(id);
      }
    }
    return undefined;
  }

  /** Whether an event is still without an answer. */
  has(eventId: string): boolean {
    return this.#entries.has(eventId);
  }

  /** Everything that is left, in the order of writing; then there is nothing. */
  drain(): readonly Out[] {
    const events = Array.from(this.#entries.values(), ({ event }) => event);
    this.#entries.clear();
    this.#lines.clear();
    return events;
  }

  #refused(error: ErrorDetails): string | undefined {
    if (error.event_id != null) return error.event_id;
    const types = this.#types().filter((type) => this.#answerTo(type)?.refusedBy?.(error));
    if (types.length > 0) return this.#oldestOf(types);
    return isGeneral(error) && this.#entries.size === 1 ? firstOf(this.#entries.keys()) : undefined;
  }

  /** The oldest event of these types, if all that wait are of one type. */
  #oldestOf(types: readonly Out['type'][]): string | undefined {
    const waiting = Array.from(this.#entries).filter(([, { event }]) => types.includes(event.type));
    const [oldest] = waiting;
    return oldest && waiting.every(([, { event }]) => event.type === oldest[1].event.type)
      ? oldest[0]
      : undefined;
  }

  #take(id: string | undefined): Out | undefined {
    const entry = id === undefined ? undefined : this.#entries.get(id);
    if (id === undefined || entry === undefined) return undefined;
    this.#entries.delete(id);
    const ids = this.#lines.get(entry.line);
    ids?.delete(id);
    if (ids?.size === 0) this.#lines.delete(entry.line);
    return entry.event;
  }

  #types(): readonly Out['type'][] {
    return Object.keys(this.#correlation);
  }

  #answerTo(type: Out['type']): Answer<Out, In> | undefined {
    return Object.hasOwn(this.#correlation, type)
      ? (this.#correlation as Readonly<Record<string, Answer<Out, In>>>)[type]
      : undefined;
  }
}

/** Tables turned round: one for each, not for each of the many connections that use it. */
const turned = new WeakMap<object, ReadonlyMap<string, readonly string[]>>();

/** The client events that each type of server event may confirm. */
function confirmedBy(
  correlation: Readonly<Record<string, { readonly replies: readonly string[] } | undefined>>,
) {
  const known = turned.get(correlation);
  if (known) return known;
  const confirmed = new Map<string, readonly string[]>();
  for (const [type, answer] of Object.entries(correlation))
    for (const reply of answer?.replies ?? []) confirmed.set(reply, [...(confirmed.get(reply) ?? []), type]);
  turned.set(correlation, confirmed);
  return confirmed;
}

const lineOf = (type: string, key: string | undefined): string =>
  key === undefined ? type : `${type} ${key}`;

const firstOf = (ids: Iterable<string> | undefined): string | undefined => {
  for (const id of ids ?? []) return id;
  return undefined;
};
