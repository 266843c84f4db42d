import type { IdentifiedEvent } from '@rx-realtime/codecs/correlation';
import type { Drift, TypedEvent } from '@rx-realtime/codecs';
import { BehaviorSubject, concat, Observable, Subject, Subscription, takeWhile } from 'rxjs';
import type { CloseOutcome, RealtimeStatus } from '../realtimeStatus.ts';
import type { Stall, WireFrame } from '../realtimeSocketStreams.ts';
import { keepAftermath } from './aftermath.ts';
import { DeliveryAccount } from './outgoing/DeliveryAccount.ts';
import { Inbox, isError } from './Inbox.ts';
import { initialFrame } from './initialFrame.ts';
import { Link } from './line/Link.ts';
import type { LinkConfig } from './line/Link.ts';
import { NotBefore } from './NotBefore.ts';
import { Outbox } from './outgoing/Outbox.ts';
import type { OutboxConfig } from './outgoing/Outbox.ts';
import { Session } from './Session.ts';
import type { Emitted } from './Session.ts';
import type { FirstEvent } from '../protocol.ts';
import { isWithoutCredential, sessionRefused, verdicts } from './line/verdicts.ts';

/** Everything that a connection needs, all defaults filled in. */
export interface ConnectionSettings<In extends TypedEvent, Out extends IdentifiedEvent>
  extends Omit<LinkConfig, 'mayRefresh'>, OutboxConfig<In, Out> {
  /** The first event of a session, if there is one. */
  readonly firstEvent: ((generation: number) => FirstEvent<Out> | undefined) | undefined;
  readonly maxPauseMs: number;
  /** Numbers the links; without it they are counted from 1. */
  readonly nextGeneration?: (() => number) | undefined;
}

/**
 * The machine behind a RealtimeSocket: shares one link among all subscribers, numbers the links, configures each
 * session, and moves events between the link and its two ends.
 */
export class Connection<In extends TypedEvent, Out extends IdentifiedEvent> {
  readonly status$ = new BehaviorSubject<RealtimeStatus>({ state: 'idle' });
  readonly closed$ = new Subject<CloseOutcome>();
  readonly drift$ = new Subject<Drift>();
  readonly stall$ = new Subject<Stall>();
  readonly wire$ = new Subject<WireFrame>();
  readonly events$: Observable<Emitted<In>>;
  readonly outbox: Outbox<In, Out>;

  readonly #config: ConnectionSettings<In, Out>;
  #output$ = new Subject<Emitted<In>>();
  #link: Link | undefined;
  /** The link whose socket exists, also while it closes: the next one waits until there is none. */
  readonly #dialled$ = new BehaviorSubject<Link | undefined>(undefined);
  readonly #notBefore: NotBefore;
  #generation = 0;
  /** Runs while the initial session.update waits for its answer. */
  #configuring = Subscription.EMPTY;
  /** Whether a refused credential has been asked for once more since the last session. */
  #refreshed = false;
  readonly #pauses = new Set<symbol>();

  constructor(config: ConnectionSettings<In, Out>) {
    this.#config = config;
    this.#notBefore = new NotBefore(config.scheduler);
    this.outbox = new Outbox(config);
    this.events$ = new Observable((subscriber) => {
      const output$ = this.#output$;
      const subscription = output$.subscribe(subscriber);
      if (this.#link === undefined) this.#open();
      return () => {
        subscription.unsubscribe();
        if (output$ === this.#output$ && !output$.observed) this.close();
      };
    });
  }

  accept(event: Out): void {
    this.outbox.accept(event);
  }

  /** Ends the current link; the output completes when the link has ended. */
  close(code?: number, reason?: string): void {
    this.outbox.discard('the connection was closed before');
    this.#link?.close(code, reason);
  }

  /** As {@link close}, and refuses what comes after until somebody subscribes again. */
  stop(code?: number, reason?: string): void {
    this.outbox.seal();
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
    this.outbox.open();
    const { protocol, nextGeneration } = this.#config;
    const generation = (this.#generation = nextGeneration?.() ?? this.#generation + 1);
    const inbox = new Inbox<In>(protocol.decode, this.drift$);
    const link: Link = new Link({ ...this.#config, mayRefresh: !this.#refreshed }, generation, {
      phase: (state) => {
        if (state === 'connecting') this.#dialled$.next(link);
        if (state === 'closing') this.#retire(link);
        this.status$.next({ state, generation });
        if (state === 'open' && this.#pauses.size > 0) link.pause();
        if (state === 'open' && protocol.speaksFirst) this.#introduce(session);
      },
      stall: (lagMs) => this.stall$.next({ lagMs, generation }),
      message: (frame) => this.#receive(session, frame),
      serverError: () => inbox.serverError,
      heard: () => inbox.heard,
      wire$: this.wire$,
      closed: (outcome) => this.#end(session, outcome),
    });
    const account = new DeliveryAccount(protocol.correlation, generation, this.outbox.delivery$);
    const firstEvent = this.#config.firstEvent?.(generation);
    const session = new Session<In, Out>({ link, inbox, account, output$: this.#output$, firstEvent });
    this.#link = link;
    const isGone$ = this.#dialled$.pipe(takeWhile((other) => other !== undefined));
    link.open(concat(isGone$, this.#notBefore.reached$));
  }

  /** From here on the link is history: the next subscriber opens a new one. */
  #retire(link: Link): void {
    if (this.#link !== link) return;
    this.#link = undefined;
    this.#output$ = new Subject();
    this.#configuring.unsubscribe();
    this.outbox.disconnect();
  }

  #end({ link, account, output$ }: Session<In, Out>, outcome: CloseOutcome): void {
    const { generation, error, phase, local } = outcome;
    this.#retire(link);
    account.close();
    this.#refreshed ||= error?.reason === 'auth' && !isWithoutCredential(error.code);
    if (error?.retriable) this.#prepareNext(error);
    // What was given since then waits for the link that has taken over, if there is one.
    else if (this.#link === undefined && !local) this.outbox.discard('the connection ended');
    this.status$.next({ state: 'closed', generation, outcome });
    this.closed$.next(outcome);
    // A connection that never came about cannot be lost.
    if (!local && phase !== 'connecting') output$.next({ type: 'connection.lost', generation, outcome });
    if (error) output$.error(error);
    else output$.complete();
    if (this.#dialled$.value === link) this.#dialled$.next(undefined);
  }

  #prepareNext(error: NonNullable<CloseOutcome['error']>): void {
    this.#notBefore.postpone(error.retryAfterMs ?? error.leastWaitMs ?? 0);
    keepAftermath(error, { outbox: this.outbox, notBefore: this.#notBefore });
  }

  #receive(session: Session<In, Out>, frame: string | Uint8Array): void {
    const { lift } = this.#config.protocol;
    if (lift === undefined) this.#take(session, frame);
    else for (const part of lift(frame, session)) this.#take(session, part);
  }

  /** One event, or what should have been one. */
  #take(session: Session<In, Out>, part: unknown): void {
    const { link, inbox, account, output$, firstEvent } = session;
    // What is of type `unknown` is ready, settles and tells as little as any event that a protocol does not know.
    const event = inbox.read(part) as In;
    if (link === this.#link) {
      this.outbox.learn(event);
      if (link.phase === 'open' && this.#config.protocol.isReady(event)) this.#begin(session);
    }
    const settled = account.settle(event);
    output$.next(event);
    if (settled !== undefined && settled === firstEvent) this.#configured(link, event);
    if (inbox.hopeless) link.fail(verdicts.unreadable);
  }

  /** Says the first event: what the session is to be. */
  #introduce(session: Session<In, Out>): void {
    const { link, firstEvent } = session;
    if (firstEvent === undefined) return;
    const text = initialFrame(firstEvent, this.#config.protocol.encode);
    if (typeof text !== 'string') return link.fail(text);
    session.send({ event: firstEvent, text });
  }

  /** The session exists: configure it before anything that waited. */
  #begin(session: Session<In, Out>): void {
    const { link, firstEvent } = session;
    const { protocol, readyTimeoutMs, scheduler } = this.#config;
    const isConfigured = firstEvent === undefined || protocol.speaksFirst === true;
    if (!isConfigured) {
      this.#introduce(session);
      if (link.phase === 'closing') return;
      this.#configuring = scheduler.schedule(() => link.fail(verdicts.sessionUnanswered), readyTimeoutMs);
    }
    this.#refreshed = false;
    link.ready();
    this.outbox.connect(session, !isConfigured);
  }

  /** The initial session.update has its answer. */
  #configured(link: Link, answer: TypedEvent): void {
    if (link !== this.#link) return;
    this.#configuring.unsubscribe();
    if (isError(answer)) link.fail(sessionRefused(answer.error.message));
    else this.outbox.releaseAudio();
  }
}
