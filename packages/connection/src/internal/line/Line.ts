import type { SchedulerLike } from 'rxjs';
import type { RealtimeWebSocket } from '../../realtimeWebSocket.ts';
import { heartbeatOf } from '#webSocket';
import type { HeartbeatLimits } from './Heartbeat.ts';
import type { Pulse } from './heartbeatOf.ts';
import { Uplink } from './Uplink.ts';
import type { UplinkLimits } from './Uplink.ts';

/** How a line is measured. */
export interface LineConfig extends UplinkLimits {
  readonly heartbeat: HeartbeatLimits | undefined;
  readonly scheduler: SchedulerLike;
}

/** What a line tells the link that it belongs to. */
export interface LineHandlers {
  readonly dead: () => void;
  readonly stall: (lagMs: number) => void;
}

/** `readyState` of a WebSocket that takes frames; while it closes it swallows them. */
const open = 1;

/** A socket as a line: how quick it is, what it holds, whether so many bytes may go. */
export class Line {
  readonly #socket: RealtimeWebSocket;
  readonly #uplink: Uplink;
  readonly #heartbeat: Pulse | undefined;

  /**
   * @param socket what is measured; without `ping` only its buffer is
   * @param receivedBytes how many bytes have arrived so far
   */
  constructor(
    socket: RealtimeWebSocket,
    receivedBytes: () => number,
    config: LineConfig,
    handlers: LineHandlers,
  ) {
    this.#socket = socket;
    this.#uplink = new Uplink(config);
    this.#heartbeat = heartbeatOf(socket, config, {
      ...handlers,
      receivedBytes,
      pinged: () => this.#uplink.pinged(),
    });
  }

  /** What the platform has not sent yet. */
  get bufferedBytes(): number {
    return this.#socket.bufferedAmount ?? 0;
  }

  start(): void {
    this.#heartbeat?.start();
  }

  stop(): void {
    this.#heartbeat?.stop();
  }

  probe(): void {
    this.#heartbeat?.probe();
  }

  pong(): void {
    this.#heartbeat?.pong();
    this.#uplink.ponged(this.#heartbeat?.roundTripMs ?? 0);
  }

  sent(bytes: number): void {
    this.#uplink.sent(bytes);
  }

  /**
   * Whether a frame may go now: the platform's socket takes it, and sound would arrive in time. Asks the line first where
   * its last answer says too little.
   *
   * @param bytes the size of the frame
   * @param bytesPerMs of sound: how many bytes of frames a millisecond of it takes
   */
  mayPass(bytes: number, bytesPerMs: number | undefined): boolean {
    const takes = this.#socket.readyState === open && this.#uplink.hasRoom(bytes, this.bufferedBytes);
    if (!takes || bytesPerMs === undefined) return takes;
    const cargo = () => ({
      bytes,
      bytesPerMs,
      bufferedBytes: this.bufferedBytes,
      roundTripMs: this.#heartbeat?.roundTripMs,
      excusedMs: this.#heartbeat?.excusedMs ?? 0,
    });
    if (this.#uplink.isDue(cargo())) this.probe();
    return this.#uplink.mayCarry(cargo());
  }
}
