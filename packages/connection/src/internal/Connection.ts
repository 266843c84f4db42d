import { clockOf } from '@rx-realtime/clock';
import type { UnknownServerEvent } from '@rx-realtime/codecs';
import { BehaviorSubject, Observable, Subject, Subscription, takeWhile } from 'rxjs';
import type { TimestampProvider } from 'rxjs';
import type { CloseOutcome, RealtimeStatus } from '../realtimeStatus.ts';
import type { Stall, WireFrame } from '../realtimeSocketStreams.ts';
import { Inbox } from './Inbox.ts';
import { initialFrame, refuses } from './initialFrame.ts';
import { Link } from './Link.ts';
import type { LinkConfig } from './Link.ts';
import { Outbox } from './Outbox.ts';
import type { OutboxConfig } from './Outbox.ts';
import type { AnyClientEvent, AnyServerEvent } from './Protocol.ts';
import { verdicts } from './verdicts.ts';

/** Everything that a connection needs, all defaults filled in. */
export interface ConnectionSettings<In extends AnyServerEvent, Out extends AnyClientEvent>
  extends Omit<LinkConfig, 'mayRefresh'>, OutboxConfig<In, Out> {
  /** The first event of every session, if there is one. */
  readonly sessionUpdate: (Out & { readonly event_id: string }) | undefined;
  readonly maxPauseMs: number;
}

/**
 * The machine behind a RealtimeSocket: shares one link among all subscribers, numbers the links, configures each
 * session, and moves events between the link and its two ends.
 */
export class Connection<In extends AnyServerEvent, Out extends AnyClientEvent> {
  readonly status$ = new BehaviorSubject<RealtimeStatus>({ state: 'idle' });
  readonly closed$ = new Subject<CloseOutcome>();
  readonly drift$ = new Subject<UnknownServerEvent>();
  readonly stall$ = new Subject<Stall>();
  readonly wire$ = new Subject<WireFrame>();
  readonly events$: Observable<In | UnknownServerEvent>;
  readonly outbox: Outbox<In, Out>;

  readonly #config: ConnectionSettings<In, Out>;
  readonly #clock: TimestampProvider;
  #output = new Subject<In | UnknownServerEvent>();
  #link: Link | undefined;
  /** The link whose socket exists, also while it closes: the next one waits until there is none. */
  readonly #dialled$ = new BehaviorSubject<Link | undefined>(undefined);
  #generation = 0;
  /** Runs while the initial session.update waits for its answer. */
  #configuring = Subscription.EMPTY;
  /** Set by complete() and error(): what comes after is refused until somebody subscribes again. */
  #stopped = false;
  /** Whether a refused credential has been asked for once more since the last session. */
  #refreshed = false;
  readonly #pauses = new Set<symbol>();

  constructor(config: ConnectionSettings<In, Out>) {
    this.#config = config;
    this.#clock = clockOf(config.scheduler);
    this.outbox = new Outbox(config);
    this.events$ = new Observable((subscriber) => {
      const output = this.#output;
      const subscription = output.subscribe(subscriber);
      if (this.#link === undefined) this.#open();
      return () => {
        subscription.unsubscribe();
        if (output === this.#output && !output.observed) this.close();
      };
    });
  }

  accept(event: Out): void {
    if (this.#stopped) this.outbox.refuse(event, 'socket_closed', 'the socket was completed');
    else this.outbox.accept(event);
  }

  /** Ends the current link; the output completes when the link has ended. */
  close(code?: number, reason?: string): void {
    this.#link?.close(code, reason);
    this.outbox.discard('the connection was closed before it could be sent');
  }

  /** As {@link close}, and refuses what comes after. */
  stop(code?: number, reason?: string): void {
    this.#stopped = true;
    this.close(code, reason);
  }

  /** Stops reading from the network until the returned subscription ends. */
  pause(): Subscription {
    const pause = Symbol('pause');
    this.#pauses.add(pause);
    if (this.#pauses.size === 1) this.#link?.pause();
    const tooLong = this.#config.scheduler.schedule(
      () => this.#link?.fail(verdicts.paused),
      this.#config.maxPauseMs,
    );
    return new Subscription(() => {
      tooLong.unsubscribe();
      this.#pauses.delete(pause);
      if (this.#pauses.size === 0) this.#link?.resume();
    });
  }

  #open(): void {
    this.#stopped = false;
    const generation = ++this.#generation;
    const output = this.#output;
    const inbox = new Inbox(this.#config.protocol.decode, this.drift$);
    const link: Link = new Link({ ...this.#config, mayRefresh: !this.#refreshed }, generation, {
      phase: (state) => {
        if (state === 'connecting') this.#dialled$.next(link);
        if (state === 'closing') this.#retire(link);
        this.status$.next({ state, generation });
        if (state === 'open' && this.#pauses.size > 0) link.pause();
      },
      stall: (lagMs) => this.stall$.next({ lagMs, generation }),
      message: (frame) => this.#receive(link, inbox, output, frame),
      serverError: () => inbox.serverError,
      sent: (frame) => this.#tap('out', frame, generation),
      closed: (outcome) => {
        this.#retire(link);
        this.#refreshed ||= outcome.error?.reason === 'auth';
        this.status$.next({ state: 'closed', generation, outcome });
        this.closed$.next(outcome);
        if (outcome.error) output.error(outcome.error);
        else output.complete();
        if (this.#dialled$.value === link) this.#dialled$.next(undefined);
      },
    });
    this.#link = link;
    link.open(this.#dialled$.pipe(takeWhile((other) => other !== undefined)));
  }

  /** From here on the link is history: the next subscriber opens a new one. */
  #retire(link: Link): void {
    if (this.#link !== link) return;
    this.#link = undefined;
    this.#output = new Subject();
    this.#configuring.unsubscribe();
    this.outbox.disconnect();
  }

  #receive(
    link: Link,
    inbox: Inbox<In>,
    output: Subject<In | UnknownServerEvent>,
    frame: string | Uint8Array,
  ): void {
    this.#tap('in', frame, link.generation);
    const event = inbox.read(frame);
    if (link === this.#link) {
      this.outbox.learn(event);
      if (event.type === 'session.created' && link.phase === 'open') this.#begin(link);
      else if (!this.#configuring.closed) this.#settle(event);
    }
    output.next(event);
    if (inbox.hopeless) link.fail(verdicts.unreadable);
  }

  /** The session exists: configure it before anything that waited. */
  #begin(link: Link): void {
    const { sessionUpdate, protocol, readyTimeoutMs, scheduler } = this.#config;
    if (sessionUpdate) {
      const frame = initialFrame(sessionUpdate, protocol.encode);
      if (typeof frame !== 'string') return link.fail(frame);
      link.send(frame);
      this.#configuring = scheduler.schedule(() => link.fail(verdicts.sessionUnanswered), readyTimeoutMs);
    }
    this.#refreshed = false;
    link.ready();
    this.outbox.connect(link, sessionUpdate !== undefined);
  }

  /** Ends the wait for the initial session.update: confirmed, or refused and reported. */
  #settle(event: AnyServerEvent): void {
    const { sessionUpdate } = this.#config;
    if (sessionUpdate && refuses(event, sessionUpdate.event_id)) {
      this.outbox.refuse(sessionUpdate, event.error.code ?? 'session_refused', event.error.message);
    } else if (event.type !== 'session.updated') return;
    this.#configuring.unsubscribe();
    this.outbox.releaseAudio();
  }

  #tap(direction: 'in' | 'out', frame: string | Uint8Array, generation: number): void {
    if (!this.wire$.observed) return;
    this.wire$.next({ direction, frame, atMs: this.#clock.now(), sizeBytes: frame.length, generation });
  }
}
