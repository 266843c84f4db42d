import { clockOf } from '@rx-realtime/clock';
import { serverEventIds, sessionBond } from '@rx-realtime/codecs/correlation';
import type { IdentifiedEvent, SessionBond } from '@rx-realtime/codecs/correlation';
import type { Delivery, TypedEvent } from '@rx-realtime/codecs';
import { byteLengthOf } from '@rx-realtime/pcm';
import { Subject } from 'rxjs';
import type { SchedulerLike, Subscription, TimestampProvider } from 'rxjs';
import { RealtimeError } from '../../realtimeError.ts';
import type { AudioGap, Undelivered } from '../../realtimeSocketStreams.ts';
import { defaultBytesPerMs } from './sound.ts';
import { Lanes } from './Lanes.ts';
import type { LaneLimits, QueuedFrame } from './Lanes.ts';
import type { Protocol } from '../../protocol.ts';
import { SessionIds } from './SessionIds.ts';

/** What may wait, and how it is written. */
export interface OutboxConfig<In extends TypedEvent, Out extends IdentifiedEvent> {
  readonly protocol: Protocol<In, Out>;
  readonly lanes: LaneLimits;
  readonly scheduler: SchedulerLike;
}

/** Where an outbox empties itself into: a link whose session is ready. */
export interface Outlet<Out> {
  readonly generation: number;
  /** What was sent and is still in this machine, in bytes. */
  readonly bufferedBytes: number;
  /** Whether a frame may be sent now: sound, whose millisecond takes `bytesPerMs` of frames, only where it would arrive in time. */
  mayPass(frame: QueuedFrame<Out>, bytesPerMs: number): boolean;
  send(frame: QueuedFrame<Out>): void;
}

/** How often a closed gate is looked at again while something waits, in milliseconds. */
const gatePollMs = 20;
/** Base64 makes four characters of three bytes. */
const base64Growth = 4 / 3;

/**
 * What waits to be sent. Everything accepted leaves through the outlet, waits in a lane, or is reported.
 *
 * Before each frame the outlet is asked whether it takes it, and before each append whether it would arrive in time: if
 * not, it waits, and audio grows old, here.
 */
export class Outbox<In extends TypedEvent, Out extends IdentifiedEvent> {
  readonly audioGap$ = new Subject<AudioGap>();
  readonly undelivered$ = new Subject<Undelivered<Out>>();
  readonly delivery$ = new Subject<Delivery<Out, In>>();
  readonly #config: OutboxConfig<In, Out>;
  readonly #bondOf: (event: Out) => SessionBond;
  readonly #lanes: Lanes<Out>;
  readonly #clock: TimestampProvider;
  readonly #ids = new SessionIds();
  #outlet: Outlet<Out> | undefined;
  #audioHeld = false;
  #isSealed = false;
  #generation = 0;
  #bytesPerMs = defaultBytesPerMs;
  #poll: Subscription | undefined;

  constructor(config: OutboxConfig<In, Out>) {
    this.#config = config;
    this.#bondOf = config.protocol.bondOf ?? sessionBond;
    this.#lanes = new Lanes(config.lanes);
    this.#clock = clockOf(config.scheduler);
  }

  /** Sends an event as soon as it may leave, or says on `undelivered$` why it never will. */
  accept(given: Out): void {
    const { protocol, lanes } = this.#config;
    const sound = protocol.soundOf(given);
    const event = sound === undefined ? protocol.identify(given) : given;
    const refuse = (code: string, message: string): void =>
      this.#refuse(event, code, message, sound !== undefined);
    if (this.#isSealed) return refuse('socket_closed', 'the socket was completed');
    if (this.#isOfNoSession(event)) return this.#refuseReplaced(event);
    const encoded = protocol.encode(event);
    if (encoded._tag === 'Left') {
      const { code, message } = encoded.left;
      return refuse(code === 'not_supported' ? code : 'not_encodable', message);
    }
    const frame = {
      event,
      text: encoded.right,
      audioMs: byteLengthOf(sound ?? '') / this.#bytesPerMs,
      queuedAtMs: this.#clock.now(),
    };
    if (!this.#lanes.offer(frame, this.#outlet?.bufferedBytes ?? 0)) {
      const message = `more than maxControlBytes (${lanes.maxControlBytes}) would wait to be sent: raise it, or send less`;
      return refuse('control_lane_full', message);
    }
    this.flush();
  }

  /** Refuses what comes from here on, until it is opened. */
  seal(): void {
    this.#isSealed = true;
  }

  open(): void {
    this.#isSealed = false;
  }

  /** From now on events leave through `outlet`; audio only once {@link releaseAudio} has been called if it is held. */
  connect(outlet: Outlet<Out>, audioHeld: boolean): void {
    this.#outlet = outlet;
    this.#generation = outlet.generation;
    this.#audioHeld = audioHeld;
    this.#ids.begin();
    this.#withdraw((event) => this.#isOfEarlierSession(this.#bondOf(event).ids));
    this.flush();
  }

  /** The session is gone; what means something only in it goes with it. */
  disconnect(): void {
    if (this.#outlet === undefined) return;
    this.#outlet = undefined;
    this.#poll?.unsubscribe();
    this.#withdraw((event) => this.#bondOf(event).isBound);
  }

  releaseAudio(): void {
    this.#audioHeld = false;
    this.flush();
  }

  /** Learns what belongs to the session, and the format of the input audio, which tells how long an append lasts. */
  learn(event: In): void {
    // A delta names only what was announced before it.
    if (event.type.endsWith('.delta')) return;
    for (const id of serverEventIds(event)) this.#ids.note(id);
    this.#bytesPerMs = this.#config.protocol.bytesPerMs(event) ?? this.#bytesPerMs;
  }

  flush(): void {
    this.#reportGap(this.#lanes.dropStaleAudio(this.#clock.now()));
    const outlet = this.#outlet;
    if (outlet === undefined) return;
    const isHeld = ({ audioMs }: QueuedFrame<Out>): boolean => audioMs > 0 && this.#audioHeld;
    const bytesPerMs = this.#bytesPerMs * base64Growth;
    let next = this.#lanes.first;
    for (; next && !isHeld(next) && outlet.mayPass(next, bytesPerMs); next = this.#lanes.first) {
      this.#lanes.shift();
      outlet.send(next);
    }
    this.#poll?.unsubscribe();
    if (next && !isHeld(next)) this.#poll = this.#config.scheduler.schedule(() => this.flush(), gatePollMs);
  }

  /** Empties the lanes for somebody who keeps what was in them. */
  takeBack(): readonly Out[] {
    return this.#lanes.drain().map(({ event }) => event);
  }

  /** Empties the lanes, saying so for every event. */
  discard(message: string): void {
    let audioMs = 0;
    for (const { event, audioMs: ms } of this.#lanes.drain()) {
      audioMs += ms;
      if (ms === 0) this.#refuse(event, 'socket_closed', message);
    }
    this.#reportGap(audioMs);
  }

  #refuse(event: Out, code: string, message: string, isSound = false): void {
    const generation = this.#generation;
    const error = new RealtimeError({ code, reason: 'send', message, retriable: false, generation });
    this.undelivered$.next({ event, error });
    if (!isSound) this.delivery$.next({ state: 'unsent', event, generation });
  }

  /** Whether an event was made for a session that is gone. Before the first session there is none to miss. */
  #isOfNoSession(event: Out): boolean {
    const { isBound, ids } = this.#bondOf(event);
    const isBetween = this.#generation > 0 && this.#outlet === undefined;
    return (isBetween && isBound) || this.#isOfEarlierSession(ids);
  }

  #isOfEarlierSession(ids: readonly string[]): boolean {
    return ids.some((id) => this.#ids.isOfEarlier(id));
  }

  #withdraw(is: (event: Out) => boolean): void {
    for (const { event } of this.#lanes.withdraw(is)) this.#refuseReplaced(event);
  }

  #refuseReplaced(event: Out): void {
    this.#refuse(event, 'session_replaced', `the session of this ${event.type} has ended`);
  }

  #reportGap(durationMs: number): void {
    if (durationMs > 0) this.audioGap$.next({ durationMs, generation: this.#generation });
  }
}
