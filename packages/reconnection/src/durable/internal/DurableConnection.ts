import { mergeSettings, withCredentials, withIds } from '@rx-realtime/codecs';
import type {
  ClientEvent,
  ConnectionRestored,
  Delivery,
  IdentifiedClientEvent,
  ServerEvent,
} from '@rx-realtime/codecs';
import type { RealtimeError, RealtimeStatus } from '@rx-realtime/connection';
import { realtimeLink, soundOf } from '@rx-realtime/connection/link';
import type { RealtimeLink, SocketMachine } from '@rx-realtime/connection/link';
import {
  asyncScheduler,
  BehaviorSubject,
  dematerialize,
  materialize,
  Observable,
  Subject,
  Subscription,
  switchMap,
} from 'rxjs';
import { reconnect } from '../../retry/reconnect.ts';
import type { DurableSocketConfig } from '../durableSocketConfig.ts';
import { Ears } from './Ears.ts';
import { Fate, sendError } from './Fate.ts';
import { KeptLedger } from './KeptLedger.ts';
import { Mind } from './Mind.ts';

/** The conversation behind a socket: one session after the other, and what they have in common. */
export class DurableConnection implements SocketMachine<ServerEvent, ClientEvent> {
  readonly events$: Observable<ServerEvent>;
  readonly status$ = new BehaviorSubject<RealtimeStatus>({ state: 'idle' });
  readonly closed$: RealtimeLink['closed$'];
  readonly drift$: RealtimeLink['drift$'];
  readonly stall$: RealtimeLink['stall$'];
  readonly wire$: RealtimeLink['wire$'];
  readonly outbox = new Fate();
  readonly restored$ = new Subject<ConnectionRestored>();
  readonly kept: KeptLedger;
  readonly #link: RealtimeLink;
  readonly #ears: Ears;
  readonly #mind: Mind;
  readonly #life$: Observable<ServerEvent>;
  #output$ = new Subject<ServerEvent>();
  #running = Subscription.EMPTY;
  /** Whether there is a session, so that what is accepted can be sent. */
  #isUp = false;
  #hasBegun = false;
  #isStopped = false;
  /** Whether the next session is sent settings, which it confirms. */
  #isConfigured = false;

  constructor(config: DurableSocketConfig) {
    const { session, ledger, replay: _replay, inFlight: _inFlight, retry, ...rest } = config;
    const { maxOwedMs = 30_000, maxSoundBytes = 8 * 1024 * 1024, ...connection } = rest;
    this.kept = new KeptLedger(ledger);
    this.#ears = new Ears({ maxOwedMs, maxSoundBytes, maxAgeMs: config.maxAudioAgeMs ?? 1_000 });
    this.#link = realtimeLink({
      ...connection,
      session: ({ generation }) => {
        const base = (typeof session === 'function' ? session({ generation }) : session) ?? {};
        // A store keeps no credentials.
        const settings = withCredentials(mergeSettings(base, this.kept.ledger.settings), base);
        this.#isConfigured = Object.keys(settings).length > 0;
        return this.#isConfigured ? settings : undefined;
      },
    });
    const send = (event: ClientEvent) => this.#link.accept(event);
    this.#mind = new Mind({ config, kept: this.kept, ears: this.#ears, fate: this.outbox, send });
    this.closed$ = this.#link.closed$;
    this.drift$ = this.#link.drift$;
    this.stall$ = this.#link.stall$;
    this.wire$ = this.#link.wire$;
    this.#life$ = this.#link.events$.pipe(
      reconnect({ ...retry, scheduler: config.scheduler ?? asyncScheduler }),
    );
    const { status$, outbox } = this.#link;
    status$.subscribe((status) => this.#enter(status));
    outbox.audioGap$.subscribe(({ durationMs }) => this.outbox.gap(durationMs));
    outbox.undelivered$.subscribe(({ event, error }) => this.#undelivered(withIds(event), error));
    outbox.delivery$.subscribe((delivery) => this.#delivered(delivery));
    this.events$ = new Observable((subscriber) => {
      const output$ = this.#output$;
      const isFirst = !output$.observed;
      const subscription = output$.subscribe(subscriber);
      if (isFirst) this.#open();
      return () => {
        subscription.unsubscribe();
        if (output$ === this.#output$ && !output$.observed) this.#close();
      };
    });
  }

  accept(given: ClientEvent): void {
    if (this.#isStopped) return this.#refuse(given, 'socket_closed', 'the socket was completed');
    const base64 = soundOf(given);
    if (base64 !== undefined) return this.#hear(given, base64);
    const event = withIds(given);
    if (event.type === 'input_audio_buffer.commit' || event.type === 'input_audio_buffer.clear')
      return this.#hear(event, '');
    if (isFleeting(event)) return this.#isUp ? this.#mind.say(event) : this.#refuseFleeting(event);
    this.kept.record({ type: 'accepted', event });
    if (this.#isUp) this.#mind.say(event);
  }

  stop(code?: number, reason?: string): void {
    this.#isStopped = true;
    if (this.#isUp) this.#link.stop(code, reason);
    else if (this.#running.closed) this.#giveUp();
    else this.#end();
  }

  pause(): Subscription {
    return this.#link.pause();
  }

  #open(): void {
    this.#isStopped = false;
    const running = (this.#running = new Subscription());
    // The store is held for as long as it is loaded: it is the line that ends the stream.
    running.add(
      this.kept
        .load()
        .pipe(
          switchMap(() => this.#life$.pipe(materialize())),
          dematerialize(),
        )
        .subscribe({
          next: (event) => this.#receive(event),
          error: (error: unknown) => this.#end(error),
          complete: () => this.#end(),
        }),
    );
  }

  #close(): void {
    this.#disconnect();
    this.#output$ = new Subject();
    this.#running.unsubscribe();
  }

  #end(error?: unknown): void {
    const output$ = this.#output$;
    this.#disconnect();
    // The store is held until it knows.
    this.#giveUp();
    this.#close();
    if (error === undefined) output$.complete();
    else output$.error(error);
  }

  /** Nobody will send what waits any more, and nobody waits for what is not answered. */
  #giveUp(): void {
    const message = this.#isStopped ? 'the socket was completed' : 'given up';
    for (const event of this.kept.ledger.delivery) {
      this.kept.record({ type: 'refused', eventId: event.event_id });
      this.outbox.givenUp(event, message);
    }
    for (const border of this.#ears.owed.borders) this.outbox.givenUp(withIds(border), message);
    this.outbox.gap(this.#ears.owed.abandon());
  }

  #isContinuation(): boolean {
    return this.#hasBegun || this.kept.ledger.conversation.size > 0;
  }

  #enter(status: RealtimeStatus): void {
    if ('generation' in status) this.outbox.generation = Math.max(this.outbox.generation, status.generation);
    const isRestoring = status.state === 'ready' && this.#isContinuation();
    this.status$.next(isRestoring ? { ...status, state: 'restoring' } : status);
  }

  #receive(given: ServerEvent): void {
    const event = this.#mind.understand(given);
    if (event === undefined) return undefined;
    this.#ears.follow(event, this.kept.ledger);
    if (event.type === 'connection.lost') this.#disconnect();
    if (event.type === 'session.created') return this.#begin(event);
    if (event.type === 'session.updated' && this.#mind.restoration?.configured(event.session))
      return this.#finish();
    return this.#emit(event);
  }

  #emit(event: ServerEvent): void {
    this.kept.record({ type: 'received', event });
    this.#output$.next(event);
  }

  #begin(event: Extract<ServerEvent, { readonly type: 'session.created' }>): void {
    const isContinuation = this.#isContinuation();
    this.#isUp = this.#hasBegun = true;
    if (isContinuation && event.session.type !== 'unknown') {
      this.#mind.restore(this.outbox.generation, event.session, !this.#isConfigured);
      return this.#finish();
    }
    this.#emit(event);
    return this.#mind.catchUp();
  }

  #finish(): void {
    const event = this.#mind.finish();
    if (event === undefined) return;
    this.status$.next({ state: 'ready', generation: event.generation });
    this.restored$.next(event);
    this.#emit(event);
  }

  /** There is no session any more: what waits in the link is in the ledger, and with the ears. */
  #disconnect(): void {
    this.#isUp = false;
    this.#mind.forget();
    const unsent = this.#link.takeBack();
    this.outbox.gap(this.#ears.disconnect(unsent));
    for (const event of unsent) if (isFleeting(event)) this.#refuseFleeting(event);
  }

  /** The link has the answer to an event; that it lost one says nothing: it is sent again. */
  #delivered({ state, event, reply }: Delivery<ClientEvent, ServerEvent>): void {
    const sent = withIds(event);
    if (state === 'uncertain' && isFleeting(event)) this.outbox.uncertain(sent);
    if (state !== 'acknowledged') return;
    const { event_id: eventId } = sent;
    if (this.#mind.settle(eventId, reply)) return this.#finish();
    if (reply?.type === 'error') this.#refused(eventId);
    else this.kept.record({ type: 'confirmed', eventId, reply });
    this.outbox.acknowledged(sent, reply);
  }

  #undelivered(event: IdentifiedClientEvent, error: RealtimeError): void {
    const { event_id: eventId } = event;
    // What a closing connection throws away does not end a restoration.
    if (this.#mind.settle(eventId, undefined, error.message))
      return error.code === 'socket_closed' ? undefined : this.#finish();
    this.#refused(eventId);
    this.outbox.unsent(event, error);
  }

  #hear(event: ClientEvent, base64: string): void {
    this.outbox.gap(this.#ears.hear(event, base64, this.kept.ledger));
    if (!this.#isUp) return;
    if (base64 === '') this.outbox.wrote(withIds(event));
    this.#link.accept(event);
  }

  /** An event has no effect, and never will. */
  #refused(eventId: string): void {
    this.#ears.owed.forgetBorder(eventId);
    this.kept.record({ type: 'refused', eventId });
  }

  #refuseFleeting(event: ClientEvent): void {
    this.#refuse(event, 'session_replaced', `the session of this ${event.type} has ended`);
  }

  #refuse(event: ClientEvent, code: string, message: string): void {
    this.outbox.unsent(withIds(event), sendError(code, message));
  }
}

/** Whether an event is about what one session is doing right now: no other can do it. */
const isFleeting = ({ type }: ClientEvent): boolean =>
  type === 'response.cancel' || type === 'conversation.item.retrieve';
