import { clockOf } from '@rx-realtime/clock';
import { either as E } from 'fp-ts';
import { Subject } from 'rxjs';
import type { SchedulerLike, Subscription, TimestampProvider } from 'rxjs';
import { RealtimeError } from '../realtimeError.ts';
import type { AudioGap, Undelivered } from '../realtimeSocketStreams.ts';
import { appendedMs, bytesPerMsOf } from './appendedMs.ts';
import { Lanes } from './Lanes.ts';
import type { LaneLimits, QueuedFrame } from './Lanes.ts';
import type { AnyClientEvent, AnyServerEvent, Protocol } from './Protocol.ts';

/** What may wait, and how it is written. */
export interface OutboxConfig<In extends AnyServerEvent, Out extends AnyClientEvent> {
  readonly protocol: Protocol<In, Out>;
  readonly lanes: LaneLimits;
  readonly scheduler: SchedulerLike;
}

/** Where an outbox empties itself into: a link whose session is ready. */
export interface Outlet {
  readonly generation: number;
  send(text: string): void;
  /** Whether so many bytes of audio would arrive in time. */
  mayCarry(bytes: number, bytesPerMs: number): boolean;
}

/** How often a closed gate is looked at again while audio waits, in milliseconds. */
const gatePollMs = 20;
/** Base64 makes four characters of three bytes. */
const base64Growth = 4 / 3;

/**
 * What waits to be sent. Everything accepted leaves through the outlet, waits in a lane, or is reported.
 *
 * Before each append the outlet is asked whether it would arrive in time: if not, it waits, and grows old, here.
 */
export class Outbox<In extends AnyServerEvent, Out extends AnyClientEvent> {
  readonly audioGap$ = new Subject<AudioGap>();
  readonly undelivered$ = new Subject<Undelivered>();
  readonly #config: OutboxConfig<In, Out>;
  readonly #lanes: Lanes<Out>;
  readonly #clock: TimestampProvider;
  #outlet: Outlet | undefined;
  #audioHeld = false;
  #generation = 0;
  #bytesPerMs = bytesPerMsOf(undefined);
  #poll: Subscription | undefined;

  constructor(config: OutboxConfig<In, Out>) {
    this.#config = config;
    this.#lanes = new Lanes(config.lanes);
    this.#clock = clockOf(config.scheduler);
  }

  /** Sends an event as soon as it may leave, or says on `undelivered$` why it never will. */
  accept(event: Out): void {
    const encoded = this.#config.protocol.encode(event);
    if (E.isLeft(encoded)) return this.refuse(event, 'not_encodable', encoded.left.message);
    const frame = {
      event,
      text: encoded.right,
      audioMs: appendedMs(event, this.#bytesPerMs),
      queuedAtMs: this.#clock.now(),
    };
    if (!this.#lanes.offer(frame))
      return this.refuse(event, 'control_lane_full', 'too much waits to be sent');
    this.flush();
  }

  /** From now on events leave through `outlet`; audio only once {@link releaseAudio} has been called if it is held. */
  connect(outlet: Outlet, audioHeld: boolean): void {
    this.#outlet = outlet;
    this.#generation = outlet.generation;
    this.#audioHeld = audioHeld;
    this.flush();
  }

  disconnect(): void {
    this.#outlet = undefined;
    this.#poll?.unsubscribe();
  }

  releaseAudio(): void {
    this.#audioHeld = false;
    this.flush();
  }

  /** Learns the format of the input audio, which tells how long an append lasts. */
  learn(event: AnyServerEvent): void {
    if (event.type === 'session.created' || event.type === 'session.updated') {
      this.#bytesPerMs = bytesPerMsOf(event.session);
    }
  }

  flush(): void {
    this.#reportGap(this.#lanes.dropStaleAudio(this.#clock.now()));
    const outlet = this.#outlet;
    if (outlet === undefined) return;
    const mayPass = (frame: QueuedFrame<Out>) => this.#audioMayPass(outlet, frame);
    for (let frame = this.#lanes.take(mayPass); frame; frame = this.#lanes.take(mayPass)) {
      outlet.send(frame.text);
    }
    if (this.#lanes.audioWaiting && !this.#audioHeld) {
      this.#poll?.unsubscribe();
      this.#poll = this.#config.scheduler.schedule(() => this.flush(), gatePollMs);
    }
  }

  /** Empties the lanes, saying so for every event. */
  discard(message: string): void {
    let audioMs = 0;
    for (const { event, audioMs: ms } of this.#lanes.drain()) {
      audioMs += ms;
      if (ms === 0) this.refuse(event, 'socket_closed', message);
    }
    this.#reportGap(audioMs);
  }

  refuse(event: Out, code: string, message: string): void {
    const error = new RealtimeError({
      code,
      reason: 'send',
      message,
      retriable: false,
      generation: this.#generation,
    });
    this.undelivered$.next({ event, error });
  }

  #audioMayPass(outlet: Outlet, { text }: QueuedFrame<Out>): boolean {
    return !this.#audioHeld && outlet.mayCarry(text.length, this.#bytesPerMs * base64Growth);
  }

  #reportGap(durationMs: number): void {
    if (durationMs > 0) this.audioGap$.next({ durationMs, generation: this.#generation });
  }
}
