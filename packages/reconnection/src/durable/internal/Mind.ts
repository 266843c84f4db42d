import {
  conversationItemDelete,
  itemIdOf,
  responseCreate,
  sessionUpdate,
  withIds,
} from '@rx-realtime/codecs';
import type {
  ClientEvent,
  ConnectionRestored,
  ConversationItemCreate,
  ConversationItemTruncate,
  FunctionCallItem,
  IdentifiedClientEvent,
  RestoredItem,
  ServerEvent,
  Session,
  SessionSettings,
} from '@rx-realtime/codecs';
import type { Observable } from 'rxjs';
import { planRestore } from '../../restore/planRestore.ts';
import type { DurableEndpoint } from '../durableEndpoint.ts';
import type { DurableSocketConfig } from '../durableSocketConfig.ts';
import { askAgain } from './askAgain.ts';
import { Bookkeeping, isChange } from './Bookkeeping.ts';
import { callAnsweredBy } from '../../ledger/internal/callAnsweredBy.ts';
import type { Ears } from './sound/Ears.ts';
import type { Fate } from './Fate.ts';
import { Given } from './Given.ts';
import { ItemNames } from './ItemNames.ts';
import type { KeptLedger } from './KeptLedger.ts';
import { emptyReport, refusalIn, Restoration } from './Restoration.ts';

/** What a mind works with. */
export interface MindParts {
  readonly config: Pick<DurableSocketConfig, 'replay' | 'inFlight'>;
  readonly kept: KeptLedger;
  readonly ears: Ears;
  readonly fate: Fate;
  readonly endpoint: DurableEndpoint;
  /** Sends in the session that there is. */
  readonly send: (event: ClientEvent) => void;
}

/** What a session knows of the conversation: gives it what it lacks, and says what is asked of it in its words. */
export class Mind {
  readonly #parts: MindParts;
  readonly #books: Bookkeeping;
  readonly #names = new ItemNames();
  /** What was said here of our own accord in this session, and the item that it is about; nobody is to hear its answers. */
  readonly #own = new Map<string, string>();
  readonly #given = new Given();
  /** Items that were given back, of whose arrival nobody is to hear. */
  readonly #hidden = new Set<string>();
  /** Items that were deleted to be given again, of which nobody is to hear. */
  readonly #deleting = new Set<string>();
  /** Items that the session holds as text where there was sound: they cannot be truncated. */
  readonly #asText = new Set<string>();
  /** Items that the session does not hold: it is not to be asked about them. */
  #absent = new Set<string | undefined>();
  /** Calls that the session does not hold yet: each goes with its output. */
  #waiting = new Map<string, FunctionCallItem>();
  #restoration: Restoration | undefined;

  constructor(parts: MindParts) {
    this.#parts = parts;
    this.#books = new Bookkeeping(parts);
  }

  /** Whether it is a call, which goes on while nobody is attached to it. */
  get isCall(): boolean {
    return this.#parts.endpoint.callId !== undefined;
  }

  get restoration(): Restoration | undefined {
    return this.#restoration;
  }

  /** A new session, which knows nothing yet. */
  begin(generation: number, session: Session, isConfigured: boolean): void {
    this.#restoration = new Restoration(generation, session, isConfigured);
  }

  /** Gets ready for the session that is to be opened. */
  prepare(): Observable<never> | readonly never[] {
    const { conversation, config } = this.#replay;
    return config.prepare?.(conversation, config) ?? [];
  }

  /** Gives the session what it lacks of the conversation: one burst, in order; what is sent from here on goes behind it. */
  give(unheard: readonly RestoredItem[] = []): void {
    const { conversation, config } = this.#replay;
    const plan = (config.plan ?? planRestore)(conversation, config);
    this.#restoration?.intend({ ...plan.report, dropped: [...plan.report.dropped, ...unheard] });
    this.#waiting = new Map(plan.waiting);
    const held = new Set(plan.creates.map(({ item }) => item.id));
    this.#absent = new Set(conversation.items.map(itemIdOf).filter((id) => !held.has(id)));
    for (const { itemId } of plan.report.degraded) this.#asText.add(itemId);
    const { outdated, creates } = this.#given.changes(plan.creates);
    for (const itemId of outdated) this.#takeBack(itemId);
    for (const create of creates) this.#give(create);
  }

  /**
   * From here on the conversation is held with this session: it is given what it lacks, and what is owed to it.
   *
   * Returns how much sound is said again that the session before was sent too, in milliseconds.
   *
   * @param maxPrefixMs how much that may be while nobody speaks
   */
  takeOver(maxPrefixMs?: number): number {
    const { kept, ears } = this.#parts;
    if (this.isCall) {
      this.#reattach();
      return this.catchUp(0);
    }
    // What waits and is about items that go to the new session anyway: they go as they are to be.
    for (const event of kept.ledger.delivery) if (isChange(event)) this.#books.change(event);
    this.give(this.#books.forgetUnheard());
    for (const create of ears.turnsWithoutItem(kept.ledger.conversation)) this.#give(create, false);
    const prefixMs = this.catchUp(maxPrefixMs);
    this.#askAgain();
    return prefixMs;
  }

  /** A call has gone on without us, and knows what was said: asks it for what it was saying. */
  #reattach(): void {
    const { kept } = this.#parts;
    const { conversation, owed } = kept.ledger;
    this.#restoration?.intend({
      ...emptyReport,
      exact: conversation.items.flatMap((item) => itemIdOf(item) ?? []),
    });
    for (const item_id of owed.answer?.itemIds ?? [])
      this.#tell({ type: 'conversation.item.retrieve', item_id }, item_id, true);
    kept.record({ type: 'waived' });
  }

  /** Changes what the session was to be before it has taken over. */
  configure(settings: SessionSettings): void {
    this.#restoration?.configure();
    this.#tell(sessionUpdate(settings), '');
  }

  /** Ends a restoration that is done, and says what the session holds. */
  finish(): ConnectionRestored | undefined {
    const restoration = this.#restoration;
    if (!restoration?.isDone) return undefined;
    this.#restoration = undefined;
    return restoration.event;
  }

  /** Says what waits: first what the user has said, then what the application wants. Returns as {@link takeOver}. */
  catchUp(maxPrefixMs?: number): number {
    const { kept, ears, fate, send } = this.#parts;
    const { events: turn, lostMs, prefixMs } = ears.owed.connect(maxPrefixMs);
    fate.gap(lostMs);
    for (const event of turn) {
      if (event.type !== 'input_audio_buffer.append') fate.wrote(event);
      send(event);
    }
    const said = new Set<IdentifiedClientEvent>();
    // Somebody who hears of one may send another.
    for (
      let { delivery } = kept.ledger;
      delivery.length > 0;
      delivery = kept.ledger.delivery.filter((event) => !said.has(event))
    )
      for (const event of delivery) {
        said.add(event);
        this.say(event);
      }
    return prefixMs;
  }

  /** Says an event in the words of the session. */
  say(event: IdentifiedClientEvent): void {
    const { endpoint, fate, send } = this.#parts;
    const callId = callAnsweredBy(event) ?? '';
    const call = this.#waiting.get(callId);
    if (call && this.#waiting.delete(callId)) this.#give({ type: 'conversation.item.create', item: call });
    if (isChange(event) && this.#absent.has(event.item_id)) return this.#books.change(event);
    const isCut = endpoint.dialect?.capabilities?.truncation !== false;
    if (event.type === 'conversation.item.truncate' && (!isCut || this.#asText.has(event.item_id)))
      return this.#rewrite(event);
    fate.wrote(event);
    // What is to stand behind an item that is not there comes last.
    const isLast = 'previous_item_id' in event && this.#absent.has(event.previous_item_id ?? '');
    send(this.#names.toServer(isLast ? { ...event, previous_item_id: undefined } : event));
  }

  /** An event as the conversation knows it; undefined where it only answers what was given back. */
  understand(event: ServerEvent): ServerEvent | undefined {
    if (event.type === 'error') return this.#own.has(event.error.event_id ?? '') ? undefined : event;
    const known = this.#names.fromServer(event);
    if (!isAboutItem(known)) return known;
    const id = 'item' in known ? itemIdOf(known.item) : known.item_id;
    if (id === undefined) return known;
    if (known.type === 'conversation.item.deleted') return this.#deleting.delete(id) ? undefined : known;
    if (!this.#hidden.has(id)) return known;
    if (known.type === 'conversation.item.done') this.#hidden.delete(id);
    return undefined;
  }

  /** The session has answered an event, or never will; whether that was one of our own. */
  settle(eventId: string, reply: ServerEvent | undefined, refusal = refusalIn(reply)): boolean {
    const itemId = this.#own.get(eventId);
    if (itemId === undefined) return false;
    // Settings that are refused are as they were.
    if (itemId === '' && refusal !== undefined) this.#restoration?.configured();
    this.#restoration?.settle(eventId, itemId, refusal);
    if (refusal !== undefined) {
      this.#given.forget(itemId);
      this.#absent.add(itemId);
    }
    if (refusal === undefined) this.#names.learn(itemId, reply);
    // A deletion goes before what is given in its place, and is answered before it.
    else if (!this.#deleting.delete(itemId)) this.#hidden.delete(itemId);
    return true;
  }

  /** Gives an item back to the session; nobody else hears of it, unless it is new to them. */
  #give(create: ConversationItemCreate, isKnown = true): void {
    const itemId = create.item.id ?? '';
    if (isKnown) this.#hidden.add(itemId);
    this.#tell(create, itemId, true);
  }

  /** Deletes an item that the session holds otherwise than it is to; nobody else hears of it. */
  #takeBack(itemId: string): void {
    this.#deleting.add(itemId);
    this.#tell(conversationItemDelete(itemId), itemId);
  }

  /** Says something of our own accord. */
  #tell(given: ClientEvent, itemId: string, isWaitedFor = false): void {
    const event = withIds(given);
    this.#own.set(event.event_id, itemId);
    if (isWaitedFor) this.#restoration?.gave(event.event_id, itemId);
    this.#parts.send(this.#names.toServer(event));
  }

  /** What there is to be given, and how. */
  get #replay() {
    const { config, kept, ears } = this.#parts;
    const { conversation, delivery } = kept.ledger;
    const answered = new Set(delivery.flatMap((event) => callAnsweredBy(event) ?? []));
    const soundOf = (itemId: string): string | undefined => ears.kept.of(itemId);
    return { conversation, config: { ...config.replay, soundOf, answered } };
  }

  /** An item that is text in this session is cut by deleting it and giving what is left of it, at its place. */
  #rewrite(event: ConversationItemTruncate & IdentifiedClientEvent): void {
    const { kept } = this.#parts;
    const { item_id: itemId } = event;
    const ids = kept.ledger.conversation.items.map(itemIdOf).filter((id) => !this.#absent.has(id));
    this.#books.change(event);
    this.#takeBack(itemId);
    const entry = kept.ledger.conversation.find(itemId);
    const [create] = entry ? planRestore({ entries: [entry] }).creates : [];
    if (create) this.#give({ ...create, previous_item_id: ids[ids.indexOf(itemId) - 1] ?? 'root' });
  }

  #askAgain(): void {
    const { config, kept, ears, fate } = this.#parts;
    const asking = ears.owed.isTurn ? 'nothing' : askAgain(kept.ledger, config.inFlight ?? 'continue');
    if (asking === 'leave') kept.record({ type: 'waived' });
    if (typeof asking === 'string') return;
    const event = fate.own(withIds(responseCreate(asking.params)));
    kept.record({ type: 'accepted', event });
    this.say(event);
  }
}

type ItemEvent = Extract<
  ServerEvent,
  { readonly type: `conversation.item.${'added' | 'created' | 'done' | 'deleted'}` }
>;

const isAboutItem = (event: ServerEvent): event is ItemEvent =>
  /^conversation\.item\.(added|created|done|deleted)$/.test(event.type);
