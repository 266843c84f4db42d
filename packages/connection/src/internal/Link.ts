import { concat, ignoreElements, Subscription } from 'rxjs';
import type { Observable, SchedulerLike } from 'rxjs';
import { resolveCredential } from '../credential.ts';
import type { Credential } from '../credential.ts';
import { endpoint } from '../endpoint.ts';
import type { EndpointConfig } from '../endpoint.ts';
import { isRealtimeError } from '../realtimeError.ts';
import type { ServerErrorInfo } from '../realtimeError.ts';
import type { ConnectionPhase } from '../connectionPhase.ts';
import type { CloseOutcome } from '../realtimeStatus.ts';
import type { RealtimeWebSocket, RealtimeWebSocketConstructor } from '../realtimeWebSocket.ts';
import { closeOutcome } from './closeOutcome.ts';
import { Heartbeat } from './Heartbeat.ts';
import type { HeartbeatLimits } from './Heartbeat.ts';
import { listen } from './listen.ts';
import type { TransportClose } from './listen.ts';
import { Uplink } from './Uplink.ts';
import type { UplinkLimits } from './Uplink.ts';
import { verdicts } from './verdicts.ts';
import type { Verdict } from './verdicts.ts';

/** What one socket needs to live; all limits resolved. */
export interface LinkConfig extends UplinkLimits {
  readonly endpoint: EndpointConfig;
  readonly credential: Credential | undefined;
  readonly carrier: 'headers' | 'subprotocols';
  /** Whether a refused credential may be asked for once more: it came from a function. */
  readonly mayRefresh: boolean;
  readonly WebSocketCtor: RealtimeWebSocketConstructor;
  readonly handshakeTimeoutMs: number;
  readonly readyTimeoutMs: number;
  readonly closeTimeoutMs: number;
  readonly maxPayloadBytes: number;
  readonly heartbeat: HeartbeatLimits | undefined;
  readonly scheduler: SchedulerLike;
}

/** What a link tells its connection; `closed` comes last and exactly once. */
export interface LinkHandlers {
  phase(phase: ConnectionPhase): void;
  message(data: string | Uint8Array): void;
  /** A frame that has just been sent. */
  sent(text: string): void;
  stall(lagMs: number): void;
  /** The server's last word, if it was an error. */
  serverError(): ServerErrorInfo | undefined;
  closed(outcome: CloseOutcome): void;
}

/** The life of one socket, from the credential to the typed outcome. */
export class Link {
  readonly generation: number;
  phase: ConnectionPhase = 'connecting';
  readonly #config: LinkConfig;
  readonly #handlers: LinkHandlers;
  readonly #timers = new Subscription();
  readonly #heartbeat: Heartbeat | undefined;
  readonly #uplink: Uplink;
  #closeTimer: Subscription | undefined;
  #socket: RealtimeWebSocket | undefined;
  #secret: string | undefined;
  #verdict: Verdict | undefined;
  #local = false;
  #furthest: ConnectionPhase = 'connecting';
  #ended = false;

  constructor(config: LinkConfig, generation: number, handlers: LinkHandlers) {
    this.#config = config;
    this.generation = generation;
    this.#handlers = handlers;
    this.#uplink = new Uplink(config);
    this.#heartbeat =
      config.heartbeat &&
      new Heartbeat(config.heartbeat, config.scheduler, {
        ping: () => {
          this.#uplink.pinged();
          this.#socket?.ping?.();
        },
        dead: () => this.fail(verdicts.heartbeat),
        stall: (lagMs) => handlers.stall(lagMs),
      });
  }

  /** Dials as soon as `released$` (the end of the socket before this one) has completed. */
  open(released$: Observable<unknown>): void {
    this.#timers.add(
      concat(released$.pipe(ignoreElements()), resolveCredential(this.#config.credential)).subscribe({
        next: (secret) => this.#dial(secret),
        error: () => this.fail(verdicts.credential),
      }),
    );
  }

  send(text: string): void {
    this.#handlers.sent(text);
    this.#socket?.send(text);
    this.#uplink.sent(text.length);
  }

  /**
   * Whether so many bytes of audio would arrive in time. Asks the line first where its last answer says too little.
   *
   * @param bytes the size of the frame
   * @param bytesPerMs how many bytes of frames a millisecond of audio takes
   */
  mayCarry(bytes: number, bytesPerMs: number): boolean {
    const bufferedBytes = this.#socket?.bufferedAmount ?? 0;
    const line = () => ({ bytes, bytesPerMs, bufferedBytes, roundTripMs: this.#roundTripMs });
    if (this.#uplink.isDue(line())) this.#probe();
    return this.#uplink.mayCarry(line());
  }

  /** Stops reading; a peer whose pongs are not read is not judged. */
  pause(): void {
    if (!this.#socket?.pause) return;
    this.#heartbeat?.stop();
    this.#socket.pause();
  }

  resume(): void {
    if (!this.#socket?.resume) return;
    this.#socket.resume();
    this.#heartbeat?.start();
  }

  /** The server said `session.created`: what waits may go, so the line is asked how quick it is. */
  ready(): void {
    this.#enter('ready');
    this.#probe();
  }

  /** Closes from this side; the outcome follows within `closeTimeoutMs`, whatever the peer does. */
  close(code = 1000, reason = ''): void {
    if (this.phase === 'closing') return;
    this.#local = true;
    this.#shutDown(() => this.#socket?.close(code, reason));
  }

  /** Ends the link over a failure that this side found. */
  fail(verdict: Verdict): void {
    if (this.phase === 'closing') return;
    this.#verdict = verdict;
    this.#shutDown(() => (this.#socket?.terminate ? this.#socket.terminate() : this.#socket?.close()));
  }

  #dial(secret: string | undefined): void {
    const { WebSocketCtor, carrier, handshakeTimeoutMs, maxPayloadBytes } = this.#config;
    this.#secret = secret;
    this.#handlers.phase('connecting');
    try {
      const { url, protocols, headers } = endpoint(this.#config.endpoint, secret, carrier);
      this.#socket = new WebSocketCtor(url, [...protocols], {
        headers,
        handshakeTimeout: handshakeTimeoutMs,
        maxPayload: maxPayloadBytes,
      });
    } catch (error) {
      return this.fail(isRealtimeError(error) ? error : verdicts.constructor);
    }
    listen(this.#socket, {
      open: () => this.#enter('open'),
      // What arrives after we have given the link up belongs to nobody.
      message: (data) => this.#verdict === undefined && this.#handlers.message(data),
      pong: () => {
        this.#heartbeat?.pong();
        this.#uplink.ponged(this.#roundTripMs ?? 0);
      },
      close: (close) => this.#end(close),
    });
    this.#after(handshakeTimeoutMs, () => this.phase === 'connecting' && this.fail(verdicts.handshake));
  }

  /** The round trip as the heartbeat knows it, in milliseconds; undefined where there are no pings. */
  get #roundTripMs(): number | undefined {
    return this.#socket?.ping && this.#heartbeat?.roundTripMs;
  }

  #probe(): void {
    if (this.#socket?.ping) this.#heartbeat?.probe();
  }

  #enter(phase: 'open' | 'ready'): void {
    if (this.phase === 'closing' || this.phase === phase) return;
    this.phase = this.#furthest = phase;
    if (phase === 'open') {
      if (this.#socket?.ping) this.#heartbeat?.start();
      this.#after(this.#config.readyTimeoutMs, () => this.phase === 'open' && this.fail(verdicts.ready));
    }
    this.#handlers.phase(phase);
  }

  #shutDown(closeSocket: () => void): void {
    this.phase = 'closing';
    this.#timers.unsubscribe();
    this.#heartbeat?.stop();
    this.#handlers.phase('closing');
    if (this.#socket === undefined) return this.#end({ code: 1006, reason: '' });
    // A frozen peer never answers the close: after a bounded wait the socket is destroyed.
    this.#closeTimer = this.#config.scheduler.schedule(() => {
      this.#socket?.terminate?.();
      this.#end({ code: 1006, reason: '' });
    }, this.#config.closeTimeoutMs);
    closeSocket();
  }

  #end(close: TransportClose): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#timers.unsubscribe();
    this.#heartbeat?.stop();
    this.#closeTimer?.unsubscribe();
    const serverError = close.serverError ?? this.#handlers.serverError();
    this.#handlers.closed(
      closeOutcome({
        ...close,
        generation: this.generation,
        phase: this.#furthest,
        reason: this.#withoutSecret(close.reason),
        local: this.#local,
        verdict: this.#verdict,
        mayRefresh: this.#mayRefresh(),
        serverError: serverError && { ...serverError, message: this.#withoutSecret(serverError.message) },
      }),
    );
  }

  /** A function may know a better credential than the one that was refused; a credential that once worked counts anew. */
  #mayRefresh(): boolean {
    const { credential, mayRefresh } = this.#config;
    return typeof credential === 'function' && (mayRefresh || this.#furthest === 'ready');
  }

  /** A server may quote the key that it refuses. */
  #withoutSecret(text: string): string {
    return this.#secret ? text.replaceAll(this.#secret, '[secret]') : text;
  }

  #after(delayMs: number, action: () => void): void {
    this.#timers.add(this.#config.scheduler.schedule(action, delayMs));
  }
}
