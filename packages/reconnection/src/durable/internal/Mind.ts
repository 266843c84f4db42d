import { conversationItemDelete, itemIdOf, responseCreate, withIds } from '@rx-realtime/codecs';
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
} from '@rx-realtime/codecs';
import { soundOf } from '@rx-realtime/connection/link';
import { planRestore } from '../../restore/planRestore.ts';
import type { DurableSocketConfig } from '../durableSocketConfig.ts';
import { askAgain } from './askAgain.ts';
import type { Ears } from './Ears.ts';
import type { Fate } from './Fate.ts';
import { ItemNames } from './ItemNames.ts';
import type { KeptLedger } from './KeptLedger.ts';
import { refusalIn, Restoration } from './Restoration.ts';

/** What a mind works with. */
export interface MindParts {
  readonly config: Pick<DurableSocketConfig, 'replay' | 'inFlight'>;
  readonly kept: KeptLedger;
  readonly ears: Ears;
  readonly fate: Fate;
  /** Sends in the session that there is. */
  readonly send: (event: ClientEvent) => void;
}

/** What the current session knows of the conversation: gives it what it lacks, and says what is asked of it in its words. */
export class Mind {
  readonly #parts: MindParts;
  readonly #names = new ItemNames();
  /** What was said here of our own accord in this session, and the item that it is about; nobody is to hear its answers. */
  readonly #own = new Map<string, string>();
  /** Items that were given back, of whose arrival nobody is to hear. */
  readonly #hidden = new Set<string>();
  /** Items that were deleted to be given again, of which nobody is to hear. */
  readonly #deleting = new Set<string>();
  /** Items that the session holds as text where there was sound: they cannot be truncated. */
  readonly #asText = new Set<string>();
  /** Calls that the session does not hold yet: each goes with its output. */
  #waiting = new Map<string, FunctionCallItem>();
  #restoration: Restoration | undefined;

  constructor(parts: MindParts) {
    this.#parts = parts;
  }

  get restoration(): Restoration | undefined {
    return this.#restoration;
  }

  /** The session is gone, and what it knew. */
  forget(): void {
    this.#names.forget();
    this.#own.clear();
    this.#hidden.clear();
    this.#deleting.clear();
    this.#asText.clear();
    this.#waiting.clear();
    this.#restoration = undefined;
  }

  /** Gives the conversation to a new session: one burst, in order; what is sent from here on goes behind it. */
  restore(generation: number, session: Session, isConfigured: boolean): void {
    const { config, kept, ears } = this.#parts;
    this.#absorb();
    const unheard = this.#forgetUnheardCalls();
    const { conversation, delivery } = kept.ledger;
    const plan = planRestore(conversation, {
      ...config.replay,
      soundOf: (itemId) => ears.kept.of(itemId),
      answered: new Set(delivery.flatMap((event) => callAnsweredBy(event) ?? [])),
    });
    const report = { ...plan.report, dropped: [...plan.report.dropped, ...unheard] };
    this.#waiting = new Map(plan.waiting);
    this.#restoration = new Restoration(generation, session, report, isConfigured);
    for (const { itemId } of report.degraded) this.#asText.add(itemId);
    for (const create of plan.creates) this.#give(create);
    for (const create of ears.turnsWithoutItem(conversation)) this.#give(create, false);
    this.catchUp();
    this.#askAgain();
  }

  /** Ends a restoration that is done, and says what the session holds. */
  finish(): ConnectionRestored | undefined {
    const restoration = this.#restoration;
    if (!restoration?.isDone) return undefined;
    this.#restoration = undefined;
    return restoration.event;
  }

  /** Says what waits: first what the user has said, then what the application wants. */
  catchUp(): void {
    const { kept, ears, fate, send } = this.#parts;
    const { events, lostMs } = ears.owed.connect();
    fate.gap(lostMs);
    for (const event of events) {
      if (soundOf(event) === undefined) fate.wrote(withIds(event));
      send(event);
    }
    for (const event of kept.ledger.delivery) this.say(event);
  }

  /** Says an event in the words of the session. */
  say(event: IdentifiedClientEvent): void {
    const callId = callAnsweredBy(event) ?? '';
    const call = this.#waiting.get(callId);
    if (call && this.#waiting.delete(callId)) this.#give({ type: 'conversation.item.create', item: call });
    if (event.type === 'conversation.item.truncate' && this.#asText.has(event.item_id))
      return this.#rewrite(event);
    this.#parts.fate.wrote(event);
    this.#parts.send(this.#names.toServer(event));
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
    this.#restoration?.settle(eventId, itemId, refusal);
    if (refusal === undefined) this.#names.learn(itemId, reply);
    // A deletion goes before what is given in its place, and is answered before it.
    else if (!this.#deleting.delete(itemId)) this.#hidden.delete(itemId);
    return true;
  }

  /** Gives an item back to the session; nobody else hears of it, unless it is new to them. */
  #give(create: ConversationItemCreate, isKnown = true): void {
    const event = withIds(create);
    const itemId = event.type === 'conversation.item.create' ? (event.item.id ?? '') : '';
    this.#own.set(event.event_id, itemId);
    if (isKnown) this.#hidden.add(itemId);
    this.#restoration?.gave(event.event_id);
    this.#parts.send(event);
  }

  /** What waits and is about items that go to the new session anyway: they go as they are to be. */
  #absorb(): void {
    const { kept } = this.#parts;
    for (const event of kept.ledger.delivery) {
      if (event.type === 'conversation.item.truncate') this.#cut(event);
      else if (event.type === 'conversation.item.delete') this.#delete(event.item_id);
      else continue;
      this.#done(event);
    }
  }

  /** Calls that nobody knows whole: nobody will answer them, and the model will make them again. */
  #forgetUnheardCalls(): readonly RestoredItem[] {
    const { conversation, calls } = this.#parts.kept.ledger;
    const unheard = conversation.items.flatMap((item) =>
      item.type === 'function_call' && !calls.has(item.call_id ?? '') ? [item.id] : [],
    );
    for (const itemId of unheard) this.#delete(itemId);
    return unheard.map((itemId) => ({ itemId, reason: 'a call whose arguments were not complete' }));
  }

  #delete(itemId: string): void {
    const event = { type: 'conversation.item.deleted', event_id: '', item_id: itemId } as const;
    this.#parts.kept.record({ type: 'received', event });
    this.#parts.ears.kept.forget(itemId);
  }

  #cut({
    item_id: itemId,
    content_index: contentIndex,
    audio_end_ms: playedMs,
  }: ConversationItemTruncate): void {
    this.#parts.kept.record({ type: 'heard', itemId, contentIndex, playedMs });
  }

  #done(event: IdentifiedClientEvent): void {
    this.#parts.kept.record({ type: 'confirmed', eventId: event.event_id });
    this.#parts.fate.acknowledged(event, undefined);
  }

  /** An item that is text in this session is cut by deleting it and giving what is left of it, at its place. */
  #rewrite(event: ConversationItemTruncate & IdentifiedClientEvent): void {
    const { kept, send } = this.#parts;
    const { item_id: itemId } = event;
    const ids = kept.ledger.conversation.items.map(itemIdOf);
    this.#cut(event);
    this.#done(event);
    const deletion = withIds(conversationItemDelete(itemId));
    this.#own.set(deletion.event_id, itemId);
    this.#deleting.add(itemId);
    send(this.#names.toServer(deletion));
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

/** The call that an event answers. */
const callAnsweredBy = (event: ClientEvent): string | undefined =>
  event.type === 'conversation.item.create' && event.item.type === 'function_call_output'
    ? event.item.call_id
    : undefined;

type ItemEvent = Extract<
  ServerEvent,
  { readonly type: `conversation.item.${'added' | 'created' | 'done' | 'deleted'}` }
>;

const isAboutItem = (event: ServerEvent): event is ItemEvent =>
  /^conversation\.item\.(added|created|done|deleted)$/.test(event.type);
