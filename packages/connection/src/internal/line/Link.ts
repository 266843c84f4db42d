import { clockOf } from '@rx-realtime/clock';
import { concat, ignoreElements, Subscription, tap, throwError, timeout } from 'rxjs';
import type { Observable, SchedulerLike, Subject, TimestampProvider } from 'rxjs';
import { credentialFailure, resolveCredential } from '../../credential.ts';
import type { Credential } from '../../credential.ts';
import { endpoint } from '../../endpoint.ts';
import type { EndpointConfig, Route } from '../../endpoint.ts';
import { isRealtimeError } from '../../realtimeError.ts';
import type { ServerErrorInfo } from '../../realtimeError.ts';
import type { ConnectionPhase } from '../../connectionPhase.ts';
import type { WireFrame } from '../../realtimeSocketStreams.ts';
import type { CloseOutcome } from '../../realtimeStatus.ts';
import type { RealtimeWebSocket, RealtimeWebSocketConstructor } from '../../realtimeWebSocket.ts';
import { closeFrame } from './closeFrame.ts';
import { closeOutcome } from './closeOutcome.ts';
import { Line } from './Line.ts';
import type { LineConfig } from './Line.ts';
import { listen } from './listen.ts';
import type { TransportClose } from './listen.ts';
import { neverReady, verdicts } from './verdicts.ts';
import type { Verdict } from './verdicts.ts';

/** What one socket needs to live; all limits resolved. */
export interface LinkConfig extends LineConfig {
  readonly endpoint: EndpointConfig;
  readonly route: Route | undefined;
  readonly credential: Credential | undefined;
  readonly carrier: 'headers' | 'subprotocols';
  /** Whether a refused credential may be asked for once more: it came from a function. */
  readonly mayRefresh: boolean;
  readonly WebSocketCtor: RealtimeWebSocketConstructor;
  readonly handshakeTimeoutMs: number;
  readonly readyTimeoutMs: number;
  readonly closeTimeoutMs: number;
  readonly maxPayloadBytes: number;
  readonly scheduler: SchedulerLike;
}

/** What a link tells its connection; `closed` comes last and exactly once. */
export interface LinkHandlers {
  phase(phase: ConnectionPhase): void;
  message(data: string | Uint8Array): void;
  /** Sees every frame, in both directions. */
  readonly wire$: Subject<WireFrame>;
  stall(lagMs: number): void;
  /** The server's last word, if it was an error. */
  serverError(): ServerErrorInfo | undefined;
  /** The types of the events that came first. */
  heard(): readonly string[];
  closed(outcome: CloseOutcome): void;
}

/** The life of one socket, from the credential to the typed outcome. */
export class Link {
  readonly generation: number;
  phase: ConnectionPhase = 'connecting';
  readonly #config: LinkConfig;
  readonly #handlers: LinkHandlers;
  readonly #clock: TimestampProvider;
  readonly #timers = new Subscription();
  #closeTimer: Subscription | undefined;
  #socket: RealtimeWebSocket | undefined;
  #line: Line | undefined;
  #secret: string | undefined;
  #verdict: Verdict | undefined;
  #local = false;
  #furthest: ConnectionPhase = 'connecting';
  #ended = false;

  constructor(config: LinkConfig, generation: number, handlers: LinkHandlers) {
    this.#config = config;
    this.generation = generation;
    this.#handlers = handlers;
    this.#clock = clockOf(config.scheduler);
  }

  /** What was sent and is still in this machine, in bytes. */
  get bufferedBytes(): number {
    return this.#line?.bufferedBytes ?? 0;
  }

  /** Dials as soon as `released$` (the end of the socket before this one, and of any wait) has completed. */
  open(released$: Observable<unknown>): void {
    const { credential, handshakeTimeoutMs, scheduler } = this.#config;
    const credential$ = resolveCredential(credential).pipe(
      timeout({
        first: handshakeTimeoutMs,
        scheduler,
        with: () => throwError(() => verdicts.credentialTimeout),
      }),
    );
    const isReleased$ = released$.pipe(
      ignoreElements(),
      tap({ complete: () => this.#handlers.phase('connecting') }),
    );
    this.#timers.add(
      concat(isReleased$, credential$).subscribe({
        next: (secret) => this.#dial(secret),
        error: (error: unknown) =>
          this.fail(
            error === verdicts.credentialTimeout ? verdicts.credentialTimeout : credentialFailure(error),
          ),
      }),
    );
  }

  send(text: string): void {
    this.#tap('out', text);
    this.#socket?.send(text);
    this.#line?.sent(text.length);
  }

  /** Whether a frame of so many bytes may go now; of sound, a millisecond takes `bytesPerMs` of frames. */
  mayPass(bytes: number, bytesPerMs: number | undefined): boolean {
    return this.#line?.mayPass(bytes, bytesPerMs) === true;
  }

  /** Stops reading; a peer whose pongs are not read is not judged. */
  pause(): void {
    if (!this.#socket?.pause) return;
    this.#line?.stop();
    this.#socket.pause();
  }

  resume(): void {
    if (!this.#socket?.resume) return;
    this.#socket.resume();
    this.#line?.start();
  }

  /** The server said `session.created`: what waits may go, so the line is asked how quick it is. */
  ready(): void {
    this.#enter('ready');
    this.#line?.probe();
  }

  /** Closes from this side; the outcome follows within `closeTimeoutMs`, whatever the peer does. */
  close(code?: number, reason?: string): void {
    if (this.phase === 'closing') return;
    this.#local = true;
    const frame = closeFrame(code, reason);
    this.#shutDown(() => this.#socket?.close(frame.code, frame.reason));
  }

  /** Ends the link over a failure that this side found. */
  fail(verdict: Verdict): void {
    if (this.phase === 'closing') return;
    this.#verdict = verdict;
    this.#shutDown(() => (this.#socket?.terminate ? this.#socket.terminate() : this.#socket?.close()));
  }

  #dial(secret: string | undefined): void {
    const { WebSocketCtor, carrier, handshakeTimeoutMs, maxPayloadBytes, route } = this.#config;
    this.#secret = secret;
    let socket: RealtimeWebSocket;
    try {
      const { url, protocols, headers } = endpoint(this.#config.endpoint, secret, carrier, route);
      socket = new WebSocketCtor(url, [...protocols], {
        headers,
        handshakeTimeout: handshakeTimeoutMs,
        maxPayload: maxPayloadBytes,
      });
    } catch (error) {
      // An error's message is no field that a spread takes along.
      return this.fail(isRealtimeError(error) ? { ...error, message: error.message } : verdicts.constructor);
    }
    this.#socket = socket;
    const { receivedBytes } = listen(socket, {
      open: () => this.#enter('open'),
      // What arrives after we have given the link up belongs to nobody.
      message: (data) => this.#verdict === undefined && this.#receive(data),
      pong: () => this.#line?.pong(),
      close: (close) => this.#end(close),
    });
    this.#line = new Line(socket, receivedBytes, this.#config, {
      dead: () => this.fail(verdicts.heartbeat),
      stall: (lagMs) => this.#handlers.stall(lagMs),
    });
    this.#after(handshakeTimeoutMs, () => this.phase === 'connecting' && this.fail(verdicts.handshake));
  }

  #receive(frame: string | Uint8Array): void {
    this.#tap('in', frame);
    this.#handlers.message(frame);
  }

  #tap(direction: 'in' | 'out', frame: string | Uint8Array): void {
    const { wire$ } = this.#handlers;
    if (!wire$.observed) return;
    const { generation } = this;
    wire$.next({ direction, frame, atMs: this.#clock.now(), sizeBytes: frame.length, generation });
  }

  #enter(phase: 'open' | 'ready'): void {
    if (this.phase === 'closing' || this.phase === phase) return;
    this.phase = this.#furthest = phase;
    if (phase === 'open') {
      this.#line?.start();
      this.#after(
        this.#config.readyTimeoutMs,
        () => this.phase === 'open' && this.fail(neverReady(this.#handlers.heard())),
      );
    }
    this.#handlers.phase(phase);
  }

  #shutDown(closeSocket: () => void): void {
    this.phase = 'closing';
    this.#timers.unsubscribe();
    this.#line?.stop();
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
    this.#line?.stop();
    this.#closeTimer?.unsubscribe();
    const serverError = close.serverError ?? this.#handlers.serverError();
    this.#handlers.closed(
      closeOutcome({
        ...close,
        generation: this.generation,
        phase: this.#furthest,
        reason: this.#withoutSecret(close.reason),
        local: this.#local,
        verdict: this.#verdict && { ...this.#verdict, message: this.#withoutSecret(this.#verdict.message) },
        mayRefresh: this.#mayRefresh(),
        serverError: serverError && this.#serverErrorWithoutSecret(serverError),
      }),
    );
  }

  /** A function may know a better credential than the one that was refused; a credential that once worked counts anew. */
  #mayRefresh(): boolean {
    const { credential, mayRefresh } = this.#config;
    return typeof credential === 'function' && (mayRefresh || this.#furthest === 'ready');
  }

  #serverErrorWithoutSecret({ type, code, message }: ServerErrorInfo): ServerErrorInfo {
    return {
      type: this.#withoutSecret(type),
      code: code === null ? null : this.#withoutSecret(code),
      message: this.#withoutSecret(message),
    };
  }

  /** A server may quote the key that it refuses. */
  #withoutSecret(text: string): string {
    return this.#secret ? text.replaceAll(this.#secret, '[secret]') : text;
  }

  #after(delayMs: number, action: () => void): void {
    this.#timers.add(this.#config.scheduler.schedule(action, delayMs));
  }
}
