import { clockOf } from '@rx-realtime/clock';
import { withIds } from '@rx-realtime/codecs';
import type {
  ClientEvent,
  ConnectionLost,
  ConnectionRestored,
  Handover,
  ServerEvent,
} from '@rx-realtime/codecs';
import { soundOf } from '@rx-realtime/connection/link';
import type { SourceError } from '@rx-realtime/connection';
import type { RealtimeLink, SocketMachine } from '@rx-realtime/connection/link';
import { asyncScheduler, dematerialize, materialize, Subject, Subscription, switchMap } from 'rxjs';
import type { Observable, SchedulerLike } from 'rxjs';
import type { HeardPart } from '../../ledger/ledger.ts';
import type { DurableSocketConfig } from '../durableSocketConfig.ts';
import type { RotationOutcome } from '../rotationConfig.ts';
import { Audience } from './Audience.ts';
import { Bookkeeping } from './Bookkeeping.ts';
import { Ears } from './sound/Ears.ts';
import { Fate } from './Fate.ts';
import { Handovers } from './Handovers.ts';
import { isFleeting } from './isFleeting.ts';
import { KeptLedger } from './KeptLedger.ts';
import { life } from './life.ts';
import { Owner } from './Owner.ts';
import type { Partner } from './Partner.ts';
import { Partners } from './Partners.ts';
import { Quiet } from './Quiet.ts';
import { replaced } from './replaced.ts';
import { Replies } from './Replies.ts';
import { Rotations } from './Rotations.ts';
import type { RotationHost } from './Rotations.ts';

/** The conversation behind a socket: one session after the other, and what they have in common. */
export class DurableConnection implements SocketMachine<ServerEvent, ClientEvent>, RotationHost {
  readonly events$: Observable<ServerEvent>;
  readonly status$: Owner['status$'];
  readonly closed$: RealtimeLink['closed$'];
  readonly drift$: RealtimeLink['drift$'];
  readonly stall$: RealtimeLink['stall$'];
  readonly wire$: RealtimeLink['wire$'];
  readonly outbox = new Fate();
  readonly restored$ = new Subject<ConnectionRestored>();
  /** What went wrong with who tells what was heard. */
  readonly sourceError$ = new Subject<SourceError>();
  readonly kept: KeptLedger;
  readonly owner: Owner;
  readonly scheduler: SchedulerLike;
  readonly #books: Bookkeeping;
  readonly #ears: Ears;
  readonly #quiet: Quiet;
  readonly #partners: Partners;
  readonly #rotations: Rotations;
  readonly #handovers: Handovers;
  readonly #life$: Observable<ServerEvent>;
  readonly #audience: Audience<ServerEvent>;
  #running = Subscription.EMPTY;
  /** Whether there is a session, so that what is accepted can be sent. */
  #isUp = false;
  #hasBegun = false;
  #isStopped = false;

  constructor(config: DurableSocketConfig) {
    const scheduler = (this.scheduler = config.scheduler ?? asyncScheduler);
    this.kept = new KeptLedger(config.ledger);
    this.#ears = new Ears(config);
    const parts = { kept: this.kept, ears: this.#ears, fate: this.outbox };
    const clock = clockOf(scheduler);
    this.#books = new Bookkeeping(parts);
    this.#quiet = new Quiet(parts);
    const replies = new Replies({
      ...parts,
      isOwner: (partner) => partner === this.owner.partner,
      isStopped: () => this.#isStopped,
      settled: () => this.#finish(),
    });
    this.#partners = new Partners(config, { ...parts, clock }, (partner) => replies.follow(partner));
    this.owner = new Owner(this.#partners.current, this.outbox, () => this.#isContinuation());
    this.status$ = this.owner.status$;
    this.#rotations = new Rotations(config.rotation ?? {}, this, clock);
    this.#handovers = new Handovers(this.#partners.endpoints, clock);
    this.closed$ = this.owner.all(({ closed$ }) => closed$);
    this.drift$ = this.owner.all(({ drift$ }) => drift$);
    this.stall$ = this.owner.all(({ stall$ }) => stall$);
    this.wire$ = this.owner.all(({ wire$ }) => wire$);
    const isOwed = () => !this.#isStopped && this.#quiet.isOwed;
    this.#life$ = life(this.owner, { config, scheduler, clock, partners: this.#partners, isOwed });
    this.#audience = new Audience({
      isOver: () => this.#isStopped,
      open: () => this.#open(config.heard$),
      close: () => void this.#close(),
    });
    this.events$ = this.#audience.events$;
  }

  accept(given: ClientEvent): void {
    if (this.#isStopped)
      return this.outbox.refuse(withIds(given), 'socket_closed', 'the socket was completed');
    const base64 = soundOf(given);
    if (base64 !== undefined) return this.#hear(given, base64);
    const event = withIds(given);
    if (event.type === 'input_audio_buffer.commit' || event.type === 'input_audio_buffer.clear')
      return this.#hear(event, '');
    const { mind } = this.owner.partner;
    if (isFleeting(event)) return this.#isUp ? mind.say(event) : this.outbox.refuseReplaced(event);
    this.kept.record({ type: 'accepted', event });
    if (this.#isUp) mind.say(event);
  }

  stop(code?: number, reason?: string): void {
    this.#isStopped = true;
    this.#rotations.cancel();
    if (this.#isUp) this.owner.partner.link.stop(code, reason);
    else if (this.#running.closed) this.#giveUp();
    else this.#end();
  }

  pause(): Subscription {
    return this.owner.pause();
  }

  rotate(): Observable<RotationOutcome> {
    return this.#rotations.rotate('asked');
  }

  isQuiet(): boolean {
    return this.#isUp && this.owner.partner.mind.restoration === undefined && this.#quiet.isNow;
  }

  second(place = this.#partners.endpoints.placeOfNext): Partner | undefined {
    const partner = this.#isUp ? this.#partners.second(place) : undefined;
    if (partner) this.owner.admit(partner);
    return partner;
  }

  rotating(): void {
    this.owner.tell('rotating');
  }

  stay(partner: Partner): Partner | undefined {
    const { place } = this.owner.partner;
    this.owner.dismiss(partner);
    if (partner.place !== place) return this.second(place);
    this.owner.tell(this.owner.partner.mind.restoration ? 'restoring' : 'ready');
    return undefined;
  }

  takeOver(partner: Partner, info: Pick<Handover, 'reason' | 'isQuiet'>, end?: ConnectionLost): void {
    const { partner: before } = this.owner;
    this.#handovers.begin(info, before);
    this.#leave(before);
    if (!info.isQuiet) this.#emit(end ?? replaced(before.generation));
    if (this.#running.closed) return this.owner.dismiss(partner);
    this.#partners.keep(partner);
    this.owner.isQuiet = info.isQuiet;
    this.owner.replace(partner);
    // A session that was left has heard what it was sent; one that was lost may not have.
    this.#handovers.prefixMs = partner.takeOver(info.reason === 'lost' ? Infinity : this.#ears.prefixMs);
    this.#isUp = true;
    if (partner.session) this.#rotations.plan(partner.session);
    this.#finish();
  }

  #open(heard$: Observable<HeardPart> | undefined): void {
    const running = (this.#running = new Subscription());
    running.add(
      heard$?.subscribe({
        next: (part) => this.kept.heard(part),
        error: (error: unknown) => this.sourceError$.next({ error }),
      }),
    );
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

  #close(): Subject<ServerEvent> {
    this.#disconnect();
    this.#handovers.forget();
    const audience$ = this.#audience.renew();
    this.#running.unsubscribe();
    return audience$;
  }

  #end(error?: unknown): void {
    this.#disconnect();
    // The store is held until it knows.
    this.#giveUp();
    const audience$ = this.#close();
    if (error === undefined) audience$.complete();
    else audience$.error(error);
  }

  /** Nobody will send what waits any more, and nobody waits for what is not answered. */
  #giveUp(): void {
    this.#books.giveUp(this.#isStopped ? 'the socket was completed' : 'given up');
  }

  #isContinuation(): boolean {
    return this.#hasBegun || this.kept.ledger.conversation.size > 0;
  }

  #receive(given: ServerEvent): void {
    const { mind } = this.owner.partner;
    const event = mind.understand(given);
    if (event === undefined) return undefined;
    this.#ears.follow(event, this.kept.ledger);
    if (event.type === 'connection.lost') {
      if (this.#rotations.rescue(event)) return undefined;
      this.#handovers.begin({ reason: 'lost', isQuiet: false }, this.owner.partner);
      this.#disconnect();
    }
    if (event.type === 'session.created') return this.#begin(event);
    if (event.type === 'session.updated' && mind.restoration?.configured(event.session))
      return this.#finish();
    this.#emit(event);
    return this.#rotations.check();
  }

  #emit(event: ServerEvent): void {
    this.#quiet.follow(event);
    this.kept.record({ type: 'received', event });
    this.#audience.next(event);
  }

  #begin(event: Extract<ServerEvent, { readonly type: 'session.created' }>): void {
    const { partner } = this.owner;
    const isContinuation = partner.begin(event, this.#isContinuation());
    this.#hasBegun = true;
    if (partner.session) this.#rotations.plan(partner.session);
    // What somebody sends when told of it waits for its turn.
    if (!isContinuation) this.#emit(event);
    this.#handovers.prefixMs = isContinuation ? partner.takeOver() : partner.mind.catchUp();
    this.#isUp = true;
    this.#finish();
  }

  #finish(): void {
    const { partner } = this.owner;
    const restored = partner.mind.finish();
    if (restored === undefined) return;
    const event = this.#handovers.end(restored, partner);
    this.owner.tell(this.#rotations.isRunning ? 'rotating' : 'ready');
    this.restored$.next(event);
    this.#emit(event);
    this.#rotations.check();
  }

  /** There is no session any more, nor will there be a second one. */
  #disconnect(): void {
    this.#rotations.cancel();
    this.#leave(this.owner.partner);
  }

  /** A session is left: what waits in its link is in the ledger, and with the ears. */
  #leave(partner: Partner): void {
    this.#isUp = false;
    partner.end();
    const unsent = partner.link.takeBack();
    this.outbox.gap(this.#ears.disconnect(unsent));
    for (const event of unsent) if (isFleeting(event)) this.outbox.refuseReplaced(event);
  }

  #hear(event: ClientEvent, base64: string): void {
    this.outbox.gap(this.#ears.hear(event, base64, this.kept.ledger));
    if (!this.#isUp) return;
    if (base64 === '') this.outbox.wrote(event);
    this.owner.partner.link.accept(event);
  }
}
