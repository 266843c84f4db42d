import { conversationItemDelete, responseCreate, withIds } from '@rx-realtime/codecs';
import type {
  ClientEvent,
  ConnectionRestored,
  ConversationItemCreate,
  ConversationItemTruncate,
  Delivery,
  FunctionCallItem,
  IdentifiedClientEvent,
  ResponseCreateParams,
  RestoredItem,
  RestoreReport,
  ServerEvent,
  Session,
} from '@rx-realtime/codecs';
import { RealtimeError } from '@rx-realtime/connection';
import type { AudioGap, RealtimeStatus, Undelivered } from '@rx-realtime/connection';
import {
  bytesPerMs,
  defaultBytesPerMs,
  lastingSound,
  realtimeLink,
  soundOf,
} from '@rx-realtime/connection/link';
import type { RealtimeLink, SocketMachine } from '@rx-realtime/connection/link';
import type { ConversationSnapshot } from '@rx-realtime/responses/conversation';
import {
  asyncScheduler,
  BehaviorSubject,
  concat,
  defer,
  distinctUntilChanged,
  map,
  Observable,
  of,
  Subject,
  Subscription,
} from 'rxjs';
import type { Ledger } from '../../ledger/ledger.ts';
import type { LedgerEntry } from '../../ledger/ledgerEntry.ts';
import type { LedgerStore } from '../../ledger/ledgerStore.ts';
import { LedgerStoreError } from '../../ledger/ledgerStoreError.ts';
import { noLedger } from '../../ledger/memoryLedger.ts';
import { emptyLedger, reduceLedger, settingsOf } from '../../ledger/reduceLedger.ts';
import { planRestore } from '../../restore/planRestore.ts';
import { reconnect } from '../../retry/reconnect.ts';
import type { DurableSocketConfig } from '../durableSocket.ts';
import { KeptSound } from './KeptSound.ts';
import { OwedSound } from './OwedSound.ts';
import { renameItems } from './renameItems.ts';

/** What a detector takes to hear speech, with the padding before it, in milliseconds. */
const tailMs = 600;

/** What is said to a model whose answer was cut off, after the session's own instructions. */
const goOn =
  'Your last message was cut off by a lost connection. Go on from exactly where it ends, and do not repeat any of it.';

/** A restoration that is on its way. */
interface Restoration {
  readonly generation: number;
  readonly session: Session;
  readonly report: RestoreReport;
  /** The items that were given and not answered, by the `event_id` that gave them. */
  readonly outstanding: Map<string, string>;
  readonly refused: Map<string, string>;
  isConfigured: boolean;
}

/** The conversation behind a socket: one connection after the other, and what they have in common. */
export class DurableConnection implements SocketMachine<ServerEvent, ClientEvent> {
  readonly events$: Observable<ServerEvent>;
  readonly status$ = new BehaviorSubject<RealtimeStatus>({ state: 'idle' });
  readonly closed$;
  readonly drift$;
  readonly stall$;
  readonly wire$;
  readonly outbox = {
    audioGap$: new Subject<AudioGap>(),
    undelivered$: new Subject<Undelivered>(),
    delivery$: new Subject<Delivery<ClientEvent, ServerEvent>>(),
  };
  readonly restored$ = new Subject<ConnectionRestored>();
  readonly ledger$ = new BehaviorSubject<Ledger>(emptyLedger);
  readonly conversation$: Observable<ConversationSnapshot>;
  readonly storeError$ = new Subject<LedgerStoreError>();

  readonly #config: DurableSocketConfig;
  readonly #store: LedgerStore;
  readonly #link: RealtimeLink;
  readonly #sound: OwedSound;
  readonly #kept: KeptSound;
  #output$ = new Subject<ServerEvent>();
  #running = Subscription.EMPTY;
  #generation = 0;
  /** Whether there is a session, so that what is accepted can be sent. */
  #isUp = false;
  #hasBegun = false;
  #isStopped = false;
  #isConfiguring = false;
  #restoration: Restoration | undefined;
  /** Items of a restoration whose answers nobody is to see. */
  readonly #hidden = new Set<string>();
  /** Items that this session holds as text where there was sound: they cannot be truncated. */
  readonly #asText = new Set<string>();
  /** Calls that this session does not hold yet: each goes with its output. */
  #waiting: ReadonlyMap<string, FunctionCallItem> = new Map();
  /** Events of our own making: nobody waits to hear what becomes of them. */
  readonly #own = new Set<string>();
  /** The ids that the current server uses, by ours, and the other way round. */
  readonly #theirs = new Map<string, string>();
  readonly #ours = new Map<string, string>();
  /** Events that were written to a connection that was lost. */
  readonly #written = new Set<string>();

  constructor(config: DurableSocketConfig) {
    const { session, ledger, replay: _replay, inFlight: _inFlight, retry, ...rest } = config;
    const { maxOwedMs = 30_000, maxSoundBytes = 8 * 1024 * 1024, ...connection } = rest;
    this.#config = config;
    this.#store = ledger ?? noLedger;
    this.#link = realtimeLink({
      ...connection,
      session: ({ generation }) => {
        const base = typeof session === 'function' ? session({ generation }) : session;
        const settings = settingsOf(this.ledger$.value, base);
        this.#isConfiguring = Object.keys(settings).length > 0;
        return this.#isConfiguring ? settings : undefined;
      },
    });
    this.#sound = new OwedSound(
      { maxOwedMs, tailMs, maxAgeMs: config.maxAudioAgeMs ?? 1_000 },
      defaultBytesPerMs,
    );
    this.#kept = new KeptSound(maxSoundBytes);
    this.closed$ = this.#link.closed$;
    this.drift$ = this.#link.drift$;
    this.stall$ = this.#link.stall$;
    this.wire$ = this.#link.wire$;
    this.conversation$ = this.ledger$.pipe(
      map(({ conversation }) => conversation),
      distinctUntilChanged(),
    );
    const policy = { ...retry, scheduler: config.scheduler ?? asyncScheduler };
    const life$ = this.#link.events$.pipe(reconnect(policy));
    this.events$ = new Observable((subscriber) => {
      const output$ = this.#output$;
      const isFirst = !output$.observed;
      const subscription = output$.subscribe(subscriber);
      if (isFirst) this.#open(life$);
      return () => {
        subscription.unsubscribe();
        if (output$ === this.#output$ && !output$.observed) this.#close();
      };
    });
  }

  get #ledger(): Ledger {
    return this.ledger$.value;
  }

  accept(given: ClientEvent): void {
    const base64 = soundOf(given);
    if (base64 !== undefined) return this.#acceptSound(given, base64);
    const event = withIds(given);
    if (this.#isStopped) return this.#refuse(event, 'socket_closed', 'the socket was completed');
    if (isOfTheBuffer(event)) return this.#acceptBorder(event);
    if (event.type === 'response.cancel' || event.type === 'conversation.item.retrieve') {
      if (this.#isUp) return this.#link.accept(this.#toServer(event));
      return this.#refuse(event, 'session_replaced', `the session of this ${event.type} has ended`);
    }
    this.#record({ type: 'accepted', event });
    if (this.#isUp) this.#send(event);
  }

  stop(code?: number, reason?: string): void {
    this.#isStopped = true;
    const isOpen = this.#running !== Subscription.EMPTY && !this.#running.closed;
    this.#link.stop(code, reason);
    this.#giveUp('the socket was completed');
    if (!isOpen) this.#end();
  }

  pause(): Subscription {
    return this.#link.pause();
  }

  claim(callId: string): Observable<boolean> {
    return defer(() => {
      const call = this.#ledger.calls.get(callId);
      if (call?.isClaimed) return of(false);
      const entry: LedgerEntry = { type: 'claimed', callId };
      this.ledger$.next(reduceLedger(this.#ledger, entry));
      return concat(this.#store.append([entry]), of(true));
    });
  }

  #open(life$: Observable<ServerEvent>): void {
    this.#isStopped = false;
    const running = new Subscription();
    this.#running = running;
    running.add(this.#link.status$.subscribe((status) => this.#enter(status)));
    running.add(this.#link.outbox.audioGap$.subscribe(this.outbox.audioGap$));
    running.add(
      this.#link.outbox.undelivered$.subscribe(({ event, error }) => this.#undelivered(event, error)),
    );
    running.add(this.#link.outbox.delivery$.subscribe((delivery) => this.#delivered(delivery)));
    running.add(
      this.#store.load().subscribe({
        next: (entries) => {
          if (this.#ledger === emptyLedger) this.ledger$.next(entries.reduce(reduceLedger, emptyLedger));
          running.add(
            life$.subscribe({
              next: (event) => this.#receive(event),
              error: (error: unknown) => this.#fail(error),
              complete: () => this.#end(),
            }),
          );
        },
        error: (error: unknown) => this.#fail(error),
      }),
    );
  }

  #close(): void {
    this.#running.unsubscribe();
    this.#running = Subscription.EMPTY;
    this.#disconnect();
    this.#output$ = new Subject();
    this.status$.next({ state: 'idle' });
  }

  #fail(error: unknown): void {
    this.#giveUp('given up');
    const output$ = this.#output$;
    this.#close();
    output$.error(error);
  }

  #end(): void {
    this.#giveUp('the connection was closed');
    const output$ = this.#output$;
    this.#close();
    output$.complete();
  }

  /** Tells of everything that waits that nobody will send it. */
  #giveUp(message: string): void {
    for (const event of this.#ledger.delivery) {
      this.#record({ type: 'refused', eventId: event.event_id });
      if (this.#own.has(event.event_id)) continue;
      if (this.#written.has(event.event_id))
        this.outbox.delivery$.next({ state: 'uncertain', event, generation: this.#generation });
      else this.#tellUnsent(event, 'socket_closed', message);
    }
  }

  #enter(status: RealtimeStatus): void {
    if ('generation' in status) this.#generation = status.generation;
    const isRestoring = status.state === 'ready' && this.#isContinuation();
    this.status$.next(isRestoring ? { ...status, state: 'restoring' } : status);
  }

  #isContinuation(): boolean {
    return this.#hasBegun || this.#ledger.conversation.size > 0;
  }

  #receive(event: ServerEvent): void {
    switch (event.type) {
      case 'connection.lost':
        this.#disconnect();
        return this.#emit(event);
      case 'session.created':
        return this.#begin(event);
      case 'session.updated':
        if (this.#restoration && !this.#restoration.isConfigured) {
          this.#restoration.isConfigured = true;
          this.#measure(event);
          return this.#finish();
        }
        this.#measure(event);
        return this.#emit(event);
      case 'conversation.item.added':
      case 'conversation.item.created':
      case 'conversation.item.done':
      case 'conversation.item.deleted': {
        const seen = renameItems(event, this.#ours);
        const id = 'item' in seen ? ('id' in seen.item ? seen.item.id : undefined) : seen.item_id;
        if (id !== undefined && this.#hidden.has(id)) {
          if (seen.type === 'conversation.item.done') this.#hidden.delete(id);
          return undefined;
        }
        return this.#emit(seen);
      }
      case 'error':
        if (this.#own.has(event.error.event_id ?? '')) return undefined;
        return this.#emit(event);
      default:
        return this.#emit(renameItems(event, this.#ours));
    }
  }

  #emit(event: ServerEvent): void {
    this.#follow(event);
    this.#record({ type: 'received', event });
    this.#output$.next(event);
  }

  /** Follows the turns of the user, whose sound is owed until they are committed. */
  #follow(event: ServerEvent): void {
    switch (event.type) {
      case 'input_audio_buffer.speech_started':
        return this.#sound.begin(event.audio_start_ms ?? undefined);
      case 'input_audio_buffer.committed':
        return this.#kept.keep(event.item_id, this.#sound.end());
      case 'input_audio_buffer.cleared':
        this.#sound.end();
        return undefined;
      case 'conversation.item.input_audio_transcription.completed':
        return this.#kept.forget(event.item_id);
      default:
        return undefined;
    }
  }

  #measure(event: ServerEvent): void {
    this.#sound.bytesPerMs = bytesPerMs(event) ?? defaultBytesPerMs;
  }

  #begin(event: Extract<ServerEvent, { readonly type: 'session.created' }>): void {
    this.#isUp = true;
    this.#measure(event);
    const isContinuation = this.#isContinuation();
    this.#hasBegun = true;
    if (isContinuation && event.session.type !== 'unknown') return this.#restore(event.session);
    this.#emit(event);
    this.#sayWhatWaits();
  }

  #sayWhatWaits(): void {
    for (const event of this.#sound.connect())
      this.#link.accept(event.type === 'input_audio_buffer.append' ? lastingSound(event) : event);
    for (const event of this.#ledger.delivery) this.#send(event);
  }

  /** Gives the conversation to a new session: one burst, in order; what is accepted from here on goes behind it. */
  #restore(session: Session): void {
    this.#absorb();
    const unheard = this.#forgetUnheardCalls();
    const { conversation, delivery } = this.#ledger;
    const plan = planRestore(conversation, {
      ...this.#config.replay,
      soundOf: (itemId) => this.#kept.of(itemId),
      answered: new Set(delivery.flatMap((event) => outputOf(event) ?? [])),
    });
    this.#waiting = plan.waiting;
    const generation = this.#generation;
    this.#restoration = {
      generation,
      session,
      report: { ...plan.report, dropped: [...plan.report.dropped, ...unheard] },
      outstanding: new Map(),
      refused: new Map(),
      isConfigured: !this.#isConfiguring,
    };
    for (const { itemId } of plan.report.degraded) this.#asText.add(itemId);
    for (const create of plan.creates) this.#give(create);
    for (const create of this.#turnsWithoutItem()) this.#give(create, false);
    this.#sayWhatWaits();
    this.#askAgain();
    this.#finish();
  }

  /** Turns that were committed just before the cut: their items were never told, their sound is there. */
  #turnsWithoutItem(): readonly ConversationItemCreate[] {
    const { conversation } = this.#ledger;
    return this.#kept.itemIds.flatMap((id): ConversationItemCreate[] => {
      const audio = conversation.find(id) === undefined ? this.#kept.of(id) : undefined;
      if (audio === undefined) return [];
      const content = [{ type: 'input_audio', audio }] as const;
      return [{ type: 'conversation.item.create', item: { type: 'message', role: 'user', id, content } }];
    });
  }

  /** Gives an item back to the session; nobody else hears of it, unless it is new to them. */
  #give(create: ConversationItemCreate, isKnown = true): void {
    const event = withIds(create);
    const itemId = 'item' in event ? (event.item.id ?? '') : '';
    this.#own.add(event.event_id);
    if (isKnown) this.#hidden.add(itemId);
    this.#restoration?.outstanding.set(event.event_id, itemId);
    this.#link.accept(event);
  }

  /** What waits and is about items that a new session is told of anyway: it is told of them as they are to be. */
  #absorb(): void {
    for (const event of this.#ledger.delivery) {
      if (event.type === 'conversation.item.truncate') this.#cut(event);
      else if (event.type === 'conversation.item.delete')
        this.#record({
          type: 'received',
          event: { type: 'conversation.item.deleted', event_id: '', item_id: event.item_id },
        });
      else continue;
      this.#settle(event, undefined);
    }
  }

  /** Calls that nobody has been told of whole: nobody will answer them, and the model will make them again. */
  #forgetUnheardCalls(): readonly RestoredItem[] {
    const { conversation, calls } = this.#ledger;
    const unheard = conversation.items.flatMap((item) =>
      item.type === 'function_call' && !calls.has(item.call_id ?? '') ? [item.id] : [],
    );
    for (const item_id of unheard)
      this.#record({ type: 'received', event: { type: 'conversation.item.deleted', event_id: '', item_id } });
    return unheard.map((itemId) => ({ itemId, reason: 'a call whose arguments were not complete' }));
  }

  #cut({
    item_id: itemId,
    content_index: contentIndex,
    audio_end_ms: playedMs,
  }: ConversationItemTruncate): void {
    this.#record({ type: 'heard', itemId, contentIndex, playedMs });
  }

  #send(event: IdentifiedClientEvent): void {
    const callId = outputOf(event);
    const call = callId === undefined ? undefined : this.#waiting.get(callId);
    if (call !== undefined && callId !== undefined) {
      const { [callId]: _, ...rest } = Object.fromEntries(this.#waiting);
      this.#waiting = new Map(Object.entries(rest));
      this.#give({ type: 'conversation.item.create', item: call });
    }
    if (event.type === 'conversation.item.truncate' && this.#asText.has(event.item_id))
      return this.#rewrite(event);
    this.#written.add(event.event_id);
    this.#link.accept(this.#toServer(event));
  }

  /** An item that is text in this session is cut by deleting it and giving what is left of it, at its place. */
  #rewrite(event: ConversationItemTruncate & IdentifiedClientEvent): void {
    const { item_id: itemId } = event;
    const ids = this.#ledger.conversation.items.map((item) => ('id' in item ? item.id : ''));
    const before = ids[ids.indexOf(itemId) - 1] ?? 'root';
    this.#cut(event);
    this.#settle(event, undefined);
    const deletion = withIds(conversationItemDelete(itemId));
    this.#own.add(deletion.event_id);
    this.#hidden.add(itemId);
    this.#link.accept(this.#toServer(deletion));
    const entry = this.#ledger.conversation.find(itemId);
    const [create] = entry ? planRestore({ entries: [entry] }).creates : [];
    if (create) this.#give({ ...create, previous_item_id: before });
  }

  /** An answer that is owed is asked for again, once. */
  #askAgain(): void {
    const { owed, delivery, conversation } = this.#ledger;
    const { answer } = owed;
    const isAsked = delivery.some(
      (event) => event.type === 'response.create' && event.response?.conversation !== 'none',
    );
    if (answer === undefined || isAsked || answer.hasCalled || this.#sound.isTurn) return;
    const said = answer.itemIds.some((id) => hasWords(conversation, id));
    const { inFlight = 'continue' } = this.#config;
    const isLeft =
      answer.isWhole ||
      (answer.responseId !== undefined && (inFlight === 'drop' || (inFlight === 'regenerate' && said)));
    if (isLeft) return this.#record({ type: 'waived' });
    const params = said ? this.#toGoOn(answer.params) : answer.params;
    const event = withIds(responseCreate(params));
    this.#own.add(event.event_id);
    this.#record({ type: 'accepted', event });
    this.#send(event);
  }

  #toGoOn(params: ResponseCreateParams | undefined): ResponseCreateParams {
    const { session } = this.#ledger;
    const own = session?.type === 'realtime' ? session.instructions : undefined;
    const instructions = (params?.instructions ?? own ?? '').replace(goOn, '').trim();
    return { ...params, instructions: [instructions, goOn].filter((text) => text !== '').join('\n\n') };
  }

  #finish(): void {
    const restoration = this.#restoration;
    if (!restoration?.isConfigured || restoration.outstanding.size > 0) return;
    this.#restoration = undefined;
    const { generation, session, report, refused } = restoration;
    const isThere = (itemId: string): boolean => !refused.has(itemId);
    const event: ConnectionRestored = {
      type: 'connection.restored',
      generation,
      session,
      report: {
        ...report,
        exact: report.exact.filter(isThere),
        degraded: report.degraded.filter(({ itemId }) => isThere(itemId)),
        dropped: [...report.dropped, ...Array.from(refused, ([itemId, reason]) => ({ itemId, reason }))],
      },
    };
    this.status$.next({ state: 'ready', generation });
    this.restored$.next(event);
    this.#emit(event);
  }

  /** There is no session any more: what waits in the link is ours again. */
  #disconnect(): void {
    this.#isUp = false;
    this.#restoration = undefined;
    this.#hidden.clear();
    this.#asText.clear();
    this.#theirs.clear();
    this.#ours.clear();
    this.#sound.disconnect();
    this.#link.takeBack();
  }

  #delivered({ state, event, reply }: Delivery<ClientEvent, ServerEvent>): void {
    const eventId = event.event_id ?? '';
    if (state !== 'acknowledged') return;
    const restoration = this.#restoration;
    const given = restoration?.outstanding.get(eventId);
    if (restoration && given !== undefined) {
      restoration.outstanding.delete(eventId);
      if (reply?.type === 'error' && reply.error.code !== 'item_create_duplicate_item_id') {
        restoration.refused.set(given, `refused: ${reply.error.message}`);
        this.#hidden.delete(given);
      } else this.#learnId(given, reply);
      return this.#finish();
    }
    this.#settle({ ...event, event_id: eventId }, reply);
  }

  /** A server that gives items ids of its own is understood, and spoken to, in them. */
  #learnId(ours: string, reply: ServerEvent | undefined): void {
    if (reply === undefined || !('item' in reply) || !('id' in reply.item) || reply.item.id === ours) return;
    this.#theirs.set(ours, reply.item.id);
    this.#ours.set(reply.item.id, ours);
  }

  /** An event has its answer. */
  #settle(event: IdentifiedClientEvent, reply: ServerEvent | undefined): void {
    const { event_id: eventId } = event;
    this.#written.delete(eventId);
    this.#record(
      reply?.type === 'error' ? { type: 'refused', eventId } : { type: 'confirmed', eventId, reply },
    );
    if (this.#own.delete(eventId)) return;
    const answer = reply === undefined ? {} : { reply };
    this.outbox.delivery$.next({ state: 'acknowledged', event, generation: this.#generation, ...answer });
  }

  #undelivered(event: ClientEvent, error: RealtimeError): void {
    const eventId = event.event_id ?? '';
    this.#record({ type: 'refused', eventId });
    const given = this.#restoration?.outstanding.get(eventId);
    if (this.#restoration && given !== undefined) {
      this.#restoration.outstanding.delete(eventId);
      this.#restoration.refused.set(given, error.message);
      this.#finish();
    }
    if (this.#own.delete(eventId)) return;
    this.outbox.undelivered$.next({ event, error });
    this.outbox.delivery$.next({ state: 'unsent', event, generation: this.#generation });
  }

  #acceptSound(event: ClientEvent, base64: string): void {
    if (this.#isStopped) return this.#gap(0);
    if (this.#isManual() && !this.#sound.isTurn) this.#sound.begin(undefined);
    this.#gap(this.#sound.push(event, base64));
    if (this.#isUp) this.#link.accept(event);
  }

  #acceptBorder(event: IdentifiedClientEvent): void {
    this.#sound.push(event, '');
    if (this.#isUp) this.#link.accept(event);
  }

  #isManual(): boolean {
    const { session } = this.#ledger;
    return session?.type === 'realtime' && session.audio?.input?.turn_detection === null;
  }

  #gap(durationMs: number): void {
    if (durationMs > 0) this.outbox.audioGap$.next({ durationMs, generation: this.#generation });
  }

  #toServer(event: IdentifiedClientEvent): IdentifiedClientEvent {
    return renameItems(event, this.#theirs);
  }

  #refuse(event: IdentifiedClientEvent, code: string, message: string): void {
    this.#tellUnsent(event, code, message);
  }

  #tellUnsent(event: IdentifiedClientEvent, code: string, message: string): void {
    const error = new RealtimeError({ code, reason: 'send', message, retriable: false });
    this.outbox.undelivered$.next({ event, error });
    this.outbox.delivery$.next({ state: 'unsent', event, generation: this.#generation });
  }

  #record(entry: LedgerEntry): void {
    const before = this.#ledger;
    const ledger = reduceLedger(before, entry);
    if (ledger === before) return;
    this.ledger$.next(ledger);
    if (entry.type === 'received' && entry.event.type === 'response.output_audio.delta') return;
    this.#store.append([entry]).subscribe({ error: (error: unknown) => this.#storeFailed(error) });
  }

  #storeFailed(error: unknown): void {
    this.storeError$.next(
      error instanceof LedgerStoreError
        ? error
        : new LedgerStoreError('unavailable', 'the store has failed', error),
    );
  }
}

/** Events about the input buffer, which mean the sound before them. */
const isOfTheBuffer = ({ type }: IdentifiedClientEvent): boolean =>
  type === 'input_audio_buffer.commit' || type === 'input_audio_buffer.clear';

/** The call that an event answers. */
const outputOf = (event: ClientEvent): string | undefined =>
  event.type === 'conversation.item.create' && event.item.type === 'function_call_output'
    ? event.item.call_id
    : undefined;

const hasWords = (conversation: ConversationSnapshot, itemId: string): boolean => {
  const item = conversation.find(itemId)?.item;
  return (
    item?.type === 'message' &&
    item.content.some((part) => ('text' in part && part.text) || ('transcript' in part && part.transcript))
  );
};
