import { emptyPlaybackLedger, playback, speech } from '@rx-realtime/audio';
import type { PlaybackCut } from '@rx-realtime/audio';
import { conversationItemCreate, responseCancel, sessionUpdate } from '@rx-realtime/codecs';
import type { ClientEvent, ResponseCreateParams, ServerEvent } from '@rx-realtime/codecs';
import { isBenignError, ofType, request } from '@rx-realtime/events';
import { responses, scheduleResponses } from '@rx-realtime/responses';
import type { CollectedResponse, ResponseStream, ScheduleReport } from '@rx-realtime/responses';
import { captions, conversation } from '@rx-realtime/responses/conversation';
import { usage } from '@rx-realtime/responses/usage';
import {
  asyncScheduler,
  BehaviorSubject,
  EMPTY,
  filter,
  merge,
  share,
  skip,
  Subject,
  Subscription,
  tap,
} from 'rxjs';
import type { Observable } from 'rxjs';
import { markHeard } from '../../captions/markHeard.ts';
import { callTools } from '../../tools/callTools.ts';
import { turns } from '../../turns/turns.ts';
import type { Interruption, UserInput } from '../assistant.ts';
import type { AssistantSettings, AssistantSocket, AssistantConfig } from '../assistantConfig.ts';
import { Activity } from './Activity.ts';
import { askFor, messageOf } from './askFor.ts';
import { listen } from './listen.ts';
import { inputFormatOf, outputFormatOf, settingsOf, turnDetectionOf } from './settingsOf.ts';
import type { StateStreams } from './StateStreams.ts';

/** What the user of a session can turn, connected or not. */
export interface Controls {
  readonly muted$: BehaviorSubject<boolean>;
  /** The button of push-to-talk, or undefined while the service finds the turns. */
  readonly button$: BehaviorSubject<Observable<boolean> | undefined>;
}

/** The operators of a session, wired to one socket. */
export class LiveSession {
  readonly socket: AssistantSocket;
  readonly activity = new Activity();
  /** Emits when something may have become quiet. */
  readonly changes$ = new Subject<void>();
  readonly connection = new Subscription();
  /** Emits when the session ends, before its streams do. */
  readonly ended$ = new Subject<void>();
  readonly #live$ = new Subject<ServerEvent>();
  readonly #answers$: Observable<ResponseStream>;
  readonly #requests$ = new Subject<ClientEvent>();
  readonly #reports$ = new Subject<ScheduleReport>();
  readonly #interruptions$ = new Subject<void>();
  readonly #ledger$ = new BehaviorSubject(emptyPlaybackLedger);
  readonly #config: AssistantConfig;
  readonly #settings: AssistantSettings;
  readonly #state: StateStreams;
  #detection: ReturnType<typeof turnDetectionOf>;

  constructor(config: AssistantConfig, state: StateStreams, controls: Controls) {
    this.#config = config;
    this.#state = state;
    this.#settings = settingsOf(config);
    this.#detection = turnDetectionOf(this.#settings);
    this.connection.add(() => this.ended$.next());
    this.socket = config.socket(this.#settings);
    this.#answers$ = this.#live$.pipe(responses(), share());
    this.#watch();
    this.#show();
    const said$ = merge(this.#ears(controls), this.#hands(), this.#requests$).pipe(
      scheduleResponses(this.#live$, { scheduler: this.scheduler, reportObserver: this.#reports$ }),
      tap((event) => this.activity.sent(event)),
    );
    this.connection.add(this.socket.send(this.#mouth(), said$));
  }

  get scheduler() {
    return this.#config.scheduler ?? asyncScheduler;
  }

  /** Opens the line; what is wired hears everything from the first event on. */
  open(): void {
    const end = () => this.connection.unsubscribe();
    this.connection.add(() => {
      this.#live$.complete();
      this.#state.complete();
    });
    this.connection.add(
      this.socket.subscribe({
        next: (event) => this.#live$.next(event),
        error: (cause: unknown) => {
          this.#state.report('line_failed', cause);
          end();
        },
        complete: end,
      }),
    );
  }

  ask(said: readonly UserInput[], settings: ResponseCreateParams): Observable<CollectedResponse> {
    return askFor(said, settings, {
      socket: this.socket,
      scheduler: this.scheduler,
      answers$: this.#answers$,
      reports$: this.#reports$,
      tools: this.#config.tools ?? [],
      send: (event) => this.#requests$.next(event),
    });
  }

  /** Changes settings, and remembers what they mean for a barge-in. */
  update(settings: AssistantSettings): Observable<ServerEvent> {
    const detection = turnDetectionOf(settings);
    if (detection !== undefined) this.#detection = detection;
    return request(this.socket, sessionUpdate(settings), { scheduler: this.scheduler });
  }

  say(said: readonly UserInput[]): Observable<ServerEvent> {
    return request(this.socket, conversationItemCreate(messageOf(said)), { scheduler: this.scheduler });
  }

  interrupt(): Interruption {
    const cancelled = new Set<string>();
    const cuts: PlaybackCut[] = [];
    const watching = this.#ledger$.pipe(skip(1)).subscribe((ledger) => {
      ledger.cancels.forEach((id) => cancelled.add(id));
      cuts.push(...ledger.cuts);
    });
    this.#interruptions$.next();
    watching.unsubscribe();
    // Those that do not speak, which the player does not know.
    for (const id of this.activity.running) {
      if (cancelled.has(id)) continue;
      cancelled.add(id);
      this.socket.next(responseCancel({ response_id: id }));
    }
    return { cancelled: [...cancelled], cuts };
  }

  #ears({ muted$, button$ }: Controls): Observable<ClientEvent> {
    const { ears } = this.#config;
    if (!ears) return EMPTY;
    const tooShortObserver = { next: (error: Error) => void this.#state.report('turn_too_short', error) };
    const format = inputFormatOf(this.#settings);
    return this.#state.guarded(
      ears.pipe(listen({ format, muted$, button$, tooShortObserver })),
      'ears_failed',
    );
  }

  #mouth(): Observable<ClientEvent> {
    const { mouth } = this.#config;
    if (!mouth) return EMPTY;
    const spoken$ = this.#live$.pipe(
      ofType('input_audio_buffer.speech_started'),
      filter(() => this.#detection?.interrupt_response !== false),
    );
    const malformedObserver = {
      next: (cause: unknown) => void this.#state.report('malformed_speech', cause, 'sound cannot be decoded'),
    };
    return this.#state.guarded(
      this.#live$.pipe(
        speech({ format: outputFormatOf(this.#settings), malformedObserver }),
        playback(mouth, { bargeIn$: merge(spoken$, this.#interruptions$), ledgerObserver: this.#ledger$ }),
      ),
      'mouth_failed',
    );
  }

  #hands(): Observable<ClientEvent> {
    const { tools = [], calls = {} } = this.#config;
    if (tools.length === 0) return EMPTY;
    const { socket, activity, changes$ } = this;
    const { claim } = socket;
    return this.#state.guarded(
      this.#answers$.pipe(
        callTools(tools, {
          ...calls,
          scheduler: this.scheduler,
          ...(claim ? { claim: ({ callId }) => claim.call(socket, callId) } : {}),
          failureObserver: {
            next: (failure) => {
              this.#state.report('tool_failed', failure, `${failure.name}: ${failure.code}`);
              calls.failureObserver?.next(failure);
            },
          },
          runningObserver: {
            next: (count) => {
              activity.calls = count;
              changes$.next();
              calls.runningObserver?.next(count);
            },
          },
        }),
      ),
      'hands_failed',
    );
  }

  /** Shows the state of the session. */
  #show(): void {
    const { connection, scheduler } = this;
    const state = this.#state;
    const snapshots$ = this.socket.conversation$ ?? this.#live$.pipe(conversation());
    connection.add(state.show(this.#live$.pipe(turns({ scheduler })), state.turns$));
    connection.add(state.show(this.#live$.pipe(usage()), state.usage$));
    connection.add(
      state.show(
        snapshots$.pipe(
          tap((snapshot) => state.conversation$.next(snapshot)),
          captions(this.#config.captions),
          markHeard(this.#ledger$),
        ),
        state.captions$,
      ),
    );
  }

  /** Hears what goes on, and what goes wrong. */
  #watch(): void {
    const { connection, activity, changes$, socket } = this;
    const state = this.#state;
    connection.add(
      this.#live$.subscribe((event) => {
        activity.received(event);
        if (event.type === 'response.done' || event.type === 'connection.lost') changes$.next();
        if (event.type === 'error' && !isBenignError(event.error))
          state.report('service_error', event, event.error.message);
        if (event.type === 'response.done' && event.response.status === 'failed')
          state.report('response_failed', event.response, 'the server failed an answer');
      }),
    );
    connection.add(
      this.#ledger$.subscribe(({ waiting }) => {
        activity.isSpeaking = waiting.length > 0;
        changes$.next();
      }),
    );
    connection.add(
      this.#reports$.subscribe((report) => {
        if (report._tag === 'Coalesced' || report._tag === 'Deferred') return;
        if (report._tag === 'Refused' || report._tag === 'Unanswered' || report._tag === 'Lost')
          activity.refused();
        state.report('response_refused', report, `an answer was asked for: ${report._tag}`);
      }),
    );
    connection.add(socket.undelivered$.subscribe(({ error }) => void state.report('undelivered', error)));
    connection.add(
      socket.audioGap$.subscribe(
        (gap) => void state.report('audio_gap', gap, `${gap.durationMs} ms of sound were dropped`),
      ),
    );
    connection.add(socket.sourceError$.subscribe(({ error }) => void state.report('hands_failed', error)));
  }
}
