import {
  decodeFrame,
  encodeClientEvent,
  type ClientEvent,
  type ErrorEvent,
  type ServerEvent,
  type SessionUpdate,
  type UnknownServerEvent,
} from '@rx-realtime/codecs';
import { either as E } from 'fp-ts';
import { BehaviorSubject, EMPTY, Observable, ReplaySubject, Subject, type Subscription } from 'rxjs';
import { RealtimeError, type ServerErrorInfo } from '../realtimeError.ts';
import type { CloseOutcome, RealtimeStatus } from '../realtimeStatus.ts';
import type { AudioGap, Undelivered, WireFrame } from '../realtimeSocketStreams.ts';
import { appendedMs, bytesPerMsOf } from './audioDuration.ts';
import { clockOf } from './clock.ts';
import { Lanes, type LaneLimits, type QueuedFrame } from './lanes.ts';
import { Link, type LinkConfig } from './link.ts';
import { verdicts } from './verdicts.ts';

/** Everything a connection needs, all defaults resolved. */
export interface ConnectionConfig extends LinkConfig {
  readonly lanes: LaneLimits;
  readonly highWaterBytes: number;
  readonly maxRoundTripMs: number;
  /** The first event of every session, if there is one. */
  readonly sessionUpdate: SessionUpdate | undefined;
}

/** How often a closed gate is looked at again while audio waits, in milliseconds. */
const gatePollMs = 20;
/** How often the round trip is measured while audio flows, in milliseconds. */
const probeEveryMs = 200;

/**
 * The machine behind a RealtimeSocket: shares one link among all subscribers, numbers the links, and moves events
 * between the lanes and the link.
 */
export class Connection {
  readonly status$ = new BehaviorSubject<RealtimeStatus>({ state: 'idle' });
  readonly closed$ = new Subject<CloseOutcome>();
  readonly drift$ = new Subject<UnknownServerEvent>();
  readonly audioGap$ = new Subject<AudioGap>();
  readonly undelivered$ = new Subject<Undelivered>();
  readonly wire$ = new Subject<WireFrame>();
  readonly events$: Observable<ServerEvent>;

  readonly #config: ConnectionConfig;
  readonly #lanes: Lanes;
  readonly #now: () => number;
  #output = new Subject<ServerEvent>();
  #link: Link | undefined;
  #released$: Observable<unknown> = EMPTY;
  #generation = 0;
  /** Whether the initial session.update still waits for its answer; audio waits with it. */
  #configuring = false;
  /** Set by complete() and error(): what comes after is refused until somebody subscribes again. */
  #stopped = false;
  #bytesPerMs: number;
  #probedAtMs = 0;
  #poll: Subscription | undefined;

  constructor(config: ConnectionConfig) {
    this.#config = config;
    this.#lanes = new Lanes(config.lanes);
    this.#now = clockOf(config.scheduler);
    this.#bytesPerMs = bytesPerMsOf(config.sessionUpdate?.session);
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

  /** Sends an event as soon as it may leave, or says on `undelivered$` why it never will. */
  accept(event: ClientEvent): void {
    if (this.#stopped) return this.#refuse(event, 'socket_closed', 'the socket was completed');
    const encoded = encodeClientEvent(event);
    if (E.isLeft(encoded)) return this.#refuse(event, 'not_encodable', encoded.left.message);
    const frame = {
      event,
      text: encoded.right,
      audioMs: appendedMs(event, this.#bytesPerMs),
      queuedAtMs: this.#now(),
    };
    if (!this.#lanes.offer(frame))
      return this.#refuse(event, 'control_lane_full', 'too much waits to be sent');
    this.#flush();
  }

  /** Ends the current link; the output completes when the link has ended. */
  close(code?: number, reason?: string): void {
    this.#link?.close(code, reason);
    this.#discard('the connection was closed before it could be sent');
  }

  /** As {@link close}, and refuses what comes after. */
  stop(code?: number, reason?: string): void {
    this.#stopped = true;
    this.close(code, reason);
  }

  #open(): void {
    this.#stopped = false;
    const generation = ++this.#generation;
    const output = this.#output;
    const released$ = new ReplaySubject<void>();
    const link = new Link(this.#config, generation, {
      phase: (state) => {
        if (state === 'closing') this.#retire(link);
        this.status$.next({ state, generation });
      },
      pong: () => this.#flush(),
      message: (data) => this.#receive(link, output, data),
      closed: (outcome) => {
        this.#retire(link);
        this.status$.next({ state: 'closed', generation, outcome });
        this.closed$.next(outcome);
        if (outcome.error) output.error(outcome.error);
        else output.complete();
        released$.complete();
      },
    });
    const before$ = this.#released$;
    this.#released$ = released$;
    this.#link = link;
    link.open(before$);
  }

  /** From here on the link is history: the next subscriber opens a new one. */
  #retire(link: Link): void {
    if (this.#link !== link) return;
    this.#link = undefined;
    this.#output = new Subject();
    this.#configuring = false;
    this.#poll?.unsubscribe();
  }

  #receive(link: Link, output: Subject<ServerEvent>, data: string | Uint8Array): void {
    if (this.wire$.observed) this.#tap('in', data, link.generation);
    const decoded = decodeFrame(data);
    if (E.isLeft(decoded)) {
      // decodeFrame has told what is wrong; the frame stays in the stream as an unknown event.
      return this.#drifted(output, { type: 'unknown', wireType: '', payload: data, failure: decoded.left });
    }
    const event = decoded.right;
    if (event.type === 'unknown') return this.#drifted(output, event);
    link.serverError = event.type === 'error' ? serverErrorInfo(event) : undefined;
    if (event.type === 'session.created') this.#begin(link);
    if (event.type === 'session.created' || event.type === 'session.updated')
      this.#bytesPerMs = bytesPerMsOf(event.session);
    if (this.#configuring) this.#settle(event);
    output.next(event);
  }

  #drifted(output: Subject<ServerEvent>, event: UnknownServerEvent): void {
    this.drift$.next(event);
    output.next(event);
  }

  /** The session exists: configure it before anything that waited. */
  #begin(link: Link): void {
    const { sessionUpdate, readyTimeoutMs, scheduler } = this.#config;
    if (link.phase === 'ready') return;
    if (sessionUpdate !== undefined) {
      const encoded = encodeClientEvent(sessionUpdate);
      if (E.isLeft(encoded)) return link.fail({ ...verdicts.session, message: encoded.left.message });
      this.#configuring = true;
      this.#send(link, encoded.right);
      this.#poll?.unsubscribe();
      this.#poll = scheduler.schedule(() => this.#configuring && link.fail(verdicts.session), readyTimeoutMs);
    }
    link.ready();
    this.#flush();
  }

  /** Ends the wait for the initial session.update: confirmed, or refused and reported. */
  #settle(event: ServerEvent): void {
    const { sessionUpdate } = this.#config;
    const refused = event.type === 'error' && event.error.event_id === sessionUpdate?.event_id;
    if (event.type !== 'session.updated' && !refused) return;
    this.#configuring = false;
    this.#poll?.unsubscribe();
    if (refused && sessionUpdate)
      this.#refuse(sessionUpdate, event.error.code ?? 'session_rejected', event.error.message);
    this.#flush();
  }

  #flush(): void {
    this.#reportGap(this.#lanes.dropStaleAudio(this.#now()));
    const link = this.#link;
    if (link?.phase !== 'ready') return;
    for (let frame = this.#next(link); frame; frame = this.#next(link)) this.#send(link, frame.text);
    if (this.#lanes.audioWaiting && !this.#configuring) {
      this.#poll?.unsubscribe();
      this.#poll = this.#config.scheduler.schedule(() => this.#flush(), gatePollMs);
    }
  }

  #next(link: Link): QueuedFrame | undefined {
    return this.#lanes.take(({ text }) => {
      if (this.#configuring) return false;
      const { highWaterBytes, maxRoundTripMs } = this.#config;
      if (this.#now() - this.#probedAtMs >= probeEveryMs) {
        this.#probedAtMs = this.#now();
        link.probe();
      }
      return (
        (link.bufferedBytes === 0 || link.bufferedBytes + text.length <= highWaterBytes) &&
        link.roundTripMs <= maxRoundTripMs
      );
    });
  }

  #send(link: Link, text: string): void {
    if (this.wire$.observed) this.#tap('out', text, link.generation);
    link.send(text);
  }

  #tap(direction: 'in' | 'out', frame: string | Uint8Array, generation: number): void {
    this.wire$.next({ direction, frame, atMs: this.#now(), sizeBytes: frame.length, generation });
  }

  /** Empties the lanes after a close of our own, saying so for every event. */
  #discard(message: string): void {
    let audioMs = 0;
    for (const { event, audioMs: ms } of this.#lanes.drain()) {
      audioMs += ms;
      if (ms === 0) this.#refuse(event, 'socket_closed', message);
    }
    this.#reportGap(audioMs);
  }

  #reportGap(durationMs: number): void {
    if (durationMs > 0) this.audioGap$.next({ durationMs, generation: this.#generation });
  }

  #refuse(event: ClientEvent, code: string, message: string): void {
    const error = new RealtimeError({
      code,
      reason: 'send',
      message,
      retriable: false,
      generation: this.#generation,
    });
    this.undelivered$.next({ event, error });
  }
}

const serverErrorInfo = ({ error }: ErrorEvent): ServerErrorInfo => ({
  type: error.type ?? 'error',
  code: error.code ?? null,
  message: error.message,
});
