import { clockOf } from '@rx-realtime/clock';
import type { ClientEvent, ResponseCreate, ServerEvent } from '@rx-realtime/codecs';
import { Subscription } from 'rxjs';
import type { NextObserver, SchedulerLike, Subscriber, TimestampProvider } from 'rxjs';
import type { ScheduleReport } from '../scheduleReport.ts';

/** A request for a response that the conversation has to wait for. */
interface Request {
  readonly create: ResponseCreate & { readonly event_id: string };
  readonly key: string | undefined;
  /** When it is given up, by the scheduler's clock. */
  readonly deadline: number;
  readonly expiry: Subscription;
}

/** What the conversation is doing, as far as its events say. */
type Slot =
  | { readonly is: 'free' }
  /** A request was sent; the server has neither begun a response nor refused. */
  | { readonly is: 'asked'; readonly request: Request }
  /** A response runs: one of ours (`request`), or one that the server began by itself. */
  | {
      readonly is: 'running';
      readonly responseId: string | undefined;
      readonly request: Request | undefined;
    };

const rememberedRequests = 8;

export interface ResponseQueueConfig {
  readonly answerTimeoutMs: number;
  readonly silenceTimeoutMs: number;
  readonly maxWaitMs: number;
  readonly maxQueued: number;
  readonly scheduler: SchedulerLike;
  /** Gets each request when its turn has come, and the end once all is settled after {@link ResponseQueue.end}. */
  readonly output: Subscriber<ClientEvent>;
  readonly reportObserver: NextObserver<ScheduleReport>;
}

/** Lets one response of the conversation run at a time. */
export class ResponseQueue {
  #waiting: Request[] = [];
  readonly #sent = new Map<string, Request>();
  #slot: Slot = { is: 'free' };
  #timer = Subscription.EMPTY;
  #hasHeard = false;
  /** Between a cut and what follows it nothing is asked: it is not known yet of which session. */
  #isCut = false;
  /** Nothing will be added any more. */
  #isLast = false;
  readonly #config: ResponseQueueConfig;
  readonly #clock: TimestampProvider;

  constructor(config: ResponseQueueConfig) {
    this.#config = config;
    this.#clock = clockOf(config.scheduler);
  }

  add(create: Request['create'], key: string | undefined): void {
    const { maxWaitMs, maxQueued } = this.#config;
    const same = key === undefined ? undefined : this.#waiting.find((request) => request.key === key);
    if (same) this.#discard(same, 'Coalesced');
    const [oldest] = this.#waiting;
    if (oldest && this.#waiting.length >= maxQueued) this.#discard(oldest, 'Dropped');
    this.#waiting.push(this.#watched({ create, key, deadline: this.#clock.now() + maxWaitMs }));
    this.#pump();
  }

  next(event: ServerEvent): void {
    const isFirst = !this.#hasHeard;
    this.#hasHeard = true;
    switch (event.type) {
      case 'response.created':
        if (event.response.conversation_id !== null) this.#begin(event.response.id);
        return;
      case 'response.done':
        if (event.response.conversation_id !== null) this.#finish(event.response.id);
        return;
      case 'error':
        this.#refuse(event.error.event_id, event.error.code);
        return;
      case 'connection.lost':
        this.#isCut = true;
        this.#timer.unsubscribe();
        return;
      case 'connection.restored':
        this.#isCut = false;
        if (this.#slot.is === 'asked') this.#awaitAnswer(this.#slot.request);
        else this.#free();
        return;
      case 'session.created':
        this.#isCut = false;
        // What was asked before the first session waits in the socket; only a session that follows another has lost it.
        if (isFirst) return;
        if (this.#slot.is === 'asked') this.#tell('Lost', this.#slot.request);
        this.#sent.clear();
        this.#free();
        return;
      default:
        if (
          this.#slot.is === 'running' &&
          'response_id' in event &&
          event.response_id === this.#slot.responseId
        )
          this.#listen();
    }
  }

  /** Nothing will be added any more: the output ends with what there is. */
  end(): void {
    this.#isLast = true;
    this.#settle();
  }

  /** Gives up what is waiting, and every timer. */
  close(isReported: boolean): void {
    for (const request of this.#waiting) {
      request.expiry.unsubscribe();
      if (isReported) this.#tell('Dropped', request);
    }
    this.#waiting = [];
    this.#timer.unsubscribe();
  }

  #begin(responseId: string): void {
    // Whether it is ours or the server's own is told only by an error for ours; until then it may be.
    const request = this.#slot.is === 'asked' ? this.#slot.request : undefined;
    this.#slot = { is: 'running', responseId, request };
    this.#listen();
  }

  #finish(responseId: string): void {
    const slot = this.#slot;
    if (slot.is === 'running' && (slot.responseId === responseId || slot.responseId === undefined))
      this.#free();
  }

  #refuse(eventId: string | null | undefined, code: string | null | undefined): void {
    const request = this.#sent.get(eventId ?? '');
    if (!request) return;
    this.#sent.delete(request.create.event_id);
    const slot = this.#slot;
    const isCurrent = slot.is !== 'free' && slot.request === request;
    const isBusy = code === 'conversation_already_has_active_response';
    this.#tell(isBusy ? 'Deferred' : 'Refused', request, code ?? undefined);
    if (isBusy) this.#waiting.unshift(this.#watched(request));
    if (slot.is === 'running' && isCurrent) {
      this.#slot = { ...slot, request: undefined };
    } else if (slot.is === 'asked' && isCurrent && isBusy) {
      // Busy with a response whose beginning was missed: the end of any response frees the slot, or a while.
      this.#slot = { is: 'running', responseId: undefined, request: undefined };
      this.#after(this.#config.answerTimeoutMs, () => this.#free());
    } else if (slot.is === 'free' || (slot.is === 'asked' && isCurrent)) {
      this.#free();
    }
    this.#settle();
  }

  #pump(): void {
    const [request] = this.#waiting;
    if (!request || this.#isCut || this.#slot.is !== 'free') return;
    this.#waiting.shift();
    request.expiry.unsubscribe();
    this.#slot = { is: 'asked', request };
    this.#remember(request);
    this.#awaitAnswer(request);
    this.#config.output.next(request.create);
  }

  #awaitAnswer(request: Request): void {
    this.#after(this.#config.answerTimeoutMs, () => {
      this.#tell('Unanswered', request);
      this.#free();
    });
  }

  /** Two responses of the server's own may come and go before it refuses ours: the last few requests stay known. */
  #remember(request: Request): void {
    this.#sent.set(request.create.event_id, request);
    const [oldest] = this.#sent.keys();
    if (this.#sent.size > rememberedRequests && oldest !== undefined) this.#sent.delete(oldest);
  }

  #free(): void {
    this.#timer.unsubscribe();
    this.#slot = { is: 'free' };
    this.#pump();
    this.#settle();
  }

  /** Ends the output when nothing waits, and nothing that was sent may still have to be sent again. */
  #settle(): void {
    const isSettled =
      this.#waiting.length === 0 && (this.#slot.is === 'free' || this.#slot.request === undefined);
    if (this.#isLast && isSettled) this.#config.output.complete();
  }

  #listen(): void {
    this.#after(this.#config.silenceTimeoutMs, () => {
      if (this.#slot.is === 'running')
        this.#config.reportObserver.next({ _tag: 'Silent', responseId: this.#slot.responseId });
      this.#free();
    });
  }

  #after(ms: number, run: () => void): void {
    this.#timer.unsubscribe();
    this.#timer = this.#config.scheduler.schedule(run, ms);
  }

  #watched(request: Omit<Request, 'expiry'>): Request {
    const { scheduler } = this.#config;
    const expiry = new Subscription();
    const watched = { ...request, expiry };
    const wait = Math.max(request.deadline - this.#clock.now(), 0);
    expiry.add(scheduler.schedule(() => this.#discard(watched, 'Expired'), wait));
    return watched;
  }

  #discard(request: Request, tag: 'Coalesced' | 'Dropped' | 'Expired'): void {
    request.expiry.unsubscribe();
    this.#waiting = this.#waiting.filter((other) => other !== request);
    this.#tell(tag, request);
    this.#settle();
  }

  #tell(_tag: Exclude<ScheduleReport['_tag'], 'Silent'>, { create }: Request, code?: string): void {
    this.#config.reportObserver.next({ _tag, eventId: create.event_id, code });
  }
}
