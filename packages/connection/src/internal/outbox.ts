import { either as E } from 'fp-ts';
import { Subject } from 'rxjs';
import type { SchedulerLike, Subscription } from 'rxjs';
import { RealtimeError } from '../realtimeError.ts';
import type { AudioGap, Undelivered } from '../realtimeSocketStreams.ts';
import { appendedMs, bytesPerMsOf } from './audioDuration.ts';
import { clockOf } from './clock.ts';
import { Lanes } from './lanes.ts';
import type { LaneLimits, QueuedFrame } from './lanes.ts';
import type { AnyClientEvent, AnyServerEvent, Protocol } from './protocol.ts';
import { Uplink } from './uplink.ts';
import type { UplinkLimits } from './uplink.ts';

/** What may wait, and what must be true before audio leaves. */
export interface OutboxConfig extends UplinkLimits {
  readonly protocol: Protocol;
  readonly lanes: LaneLimits;
  readonly scheduler: SchedulerLike;
}

/** Where an outbox empties itself into: a link whose session is ready. */
export interface Outlet {
  readonly generation: number;
  readonly bufferedBytes: number;
  /** Undefined where the platform has no ping. */
  readonly roundTripMs: number | undefined;
  send(text: string): void;
  probe(): void;
}

/** How often a closed gate is looked at again while audio waits, in milliseconds. */
const gatePollMs = 20;
/** Base64 makes four characters of three bytes. */
const base64Growth = 4 / 3;

/**
 * What waits to be sent. Everything accepted leaves through the outlet, waits in a lane, or is reported.
 *
 * Before each append stands the gate of the {@link Uplink}: audio that would arrive late waits, and grows old, here.
 */
export class Outbox {
  readonly audioGap$ = new Subject<AudioGap>();
  readonly undelivered$ = new Subject<Undelivered>();
  readonly #config: OutboxConfig;
  readonly #lanes: Lanes;
  readonly #now: () => number;
  #outlet: Outlet | undefined;
  #uplink: Uplink;
  #audioHeld = false;
  #generation = 0;
  #bytesPerMs = bytesPerMsOf(undefined);
  #poll: Subscription | undefined;

  constructor(config: OutboxConfig) {
    this.#config = config;
    this.#lanes = new Lanes(config.lanes);
    this.#uplink = new Uplink(config);
    this.#now = clockOf(config.scheduler);
  }

  /** Sends an event as soon as it may leave, or says on `undelivered$` why it never will. */
  accept(event: AnyClientEvent): void {
    const encoded = this.#config.protocol.encode(event);
    if (E.isLeft(encoded)) return this.refuse(event, 'not_encodable', encoded.left.message);
    const frame = {
      event,
      text: encoded.right,
      audioMs: appendedMs(event, this.#bytesPerMs),
      queuedAtMs: this.#now(),
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
    this.#uplink = new Uplink(this.#config);
    outlet.probe();
    this.flush();
  }

  /** A ping has just been sent. */
  pinged(): void {
    this.#uplink.pinged();
  }

  /** Its pong has come. */
  ponged(): void {
    this.#uplink.ponged(this.#outlet?.roundTripMs ?? 0);
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
    this.#reportGap(this.#lanes.dropStaleAudio(this.#now()));
    const outlet = this.#outlet;
    if (outlet === undefined) return;
    const mayPass = (frame: QueuedFrame) => this.#audioMayPass(outlet, frame);
    for (let frame = this.#lanes.take(mayPass); frame; frame = this.#lanes.take(mayPass)) {
      outlet.send(frame.text);
      this.#uplink.sent(frame.text.length);
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

  refuse(event: AnyClientEvent, code: string, message: string): void {
    const error = new RealtimeError({
      code,
      reason: 'send',
      message,
      retriable: false,
      generation: this.#generation,
    });
    this.undelivered$.next({ event, error });
  }

  #audioMayPass(outlet: Outlet, { text }: QueuedFrame): boolean {
    if (this.#audioHeld) return false;
    const { bufferedBytes, roundTripMs } = outlet;
    const bytesPerMs = this.#bytesPerMs * base64Growth;
    if (this.#uplink.isDue(roundTripMs, bytesPerMs)) outlet.probe();
    return this.#uplink.mayCarry(text.length, bufferedBytes, roundTripMs, bytesPerMs);
  }

  #reportGap(durationMs: number): void {
    if (durationMs > 0) this.audioGap$.next({ durationMs, generation: this.#generation });
  }
}
