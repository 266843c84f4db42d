import { emptyPlaybackLedger } from '@rx-realtime/audio';
import type { Speech } from '@rx-realtime/audio';
import {
  conversationItemCreate,
  mcpApprovalResponse,
  responseCancel,
  sessionUpdate,
} from '@rx-realtime/codecs';
import type { ClientEvent, ServerEvent } from '@rx-realtime/codecs';
import { ofType } from '@rx-realtime/events';
import { responses, scheduleResponses } from '@rx-realtime/responses';
import type { CollectedResponse, ResponseStream, ScheduleReport } from '@rx-realtime/responses';
import {
  asyncScheduler,
  BehaviorSubject,
  EMPTY,
  filter,
  map,
  merge,
  share,
  Subject,
  Subscription,
  tap,
} from 'rxjs';
import type { MonoTypeOperatorFunction, Observable } from 'rxjs';
import type { Agent, HandedOver } from '../../manners/agent.ts';
import type { SayConfig } from '../../manners/sayConfig.ts';
import type { SayOutcome } from '../../manners/sayOutcome.ts';
import type { SilenceStep } from '../../manners/silenceStep.ts';
import { whoSpeaks } from '../../manners/whoSpeaks.ts';
import type { FloorHolder } from '../../manners/whoSpeaks.ts';
import { toolsByName } from '../../tools/internal/toolsByName.ts';
import type { RealtimeTool } from '../../tools/realtimeTool.ts';
import type { AskConfig, Interruption, UserInput } from '../assistant.ts';
import type { AssistantSettings, AssistantSocket, AssistantConfig } from '../assistantConfig.ts';
import { Activity } from './Activity.ts';
import { admitted } from './verbs/admitted.ts';
import { askFor, messageOf } from './verbs/askFor.ts';
import type { AskContext } from './verbs/asking.ts';
import { confirmed } from './verbs/confirmed.ts';
import { giveWay } from './giveWay.ts';
import { greeting } from './greeting.ts';
import { guarding } from './guarding.ts';
import { handOverTo } from './verbs/handOverTo.ts';
import { hands } from './hands.ts';
import { interruption } from './verbs/interruption.ts';
import { leftCalls } from './leftCalls.ts';
import { listen } from './listen.ts';
import { mouth } from './mouth.ts';
import { remoteHands } from './remoteHands.ts';
import { sayFor } from './verbs/sayFor.ts';
import { formatOf, settingsOf, turnDetectionOf } from './settingsOf.ts';
import { show } from './show.ts';
import { silences } from './silences.ts';
import type { StateStreams } from './StateStreams.ts';
import { watch } from './watch.ts';

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
  readonly #speaker$ = new BehaviorSubject<FloorHolder>('offline');
  readonly #tools$: BehaviorSubject<readonly RealtimeTool[]>;
  readonly #config: AssistantConfig;
  readonly #settings: AssistantSettings;
  readonly #state: StateStreams;
  #detection: ReturnType<typeof turnDetectionOf>;
  /** Whether the session has a voice that can no longer change. */
  #hasSpoken = false;

  constructor(config: AssistantConfig, state: StateStreams, controls: Controls) {
    this.#config = config;
    this.#state = state;
    this.#settings = settingsOf(config);
    this.#tools$ = new BehaviorSubject(config.tools ?? []);
    this.#detection = turnDetectionOf(this.#settings);
    this.connection.add(() => this.ended$.next());
    this.socket = config.socket(this.#settings);
    this.#answers$ = merge(this.#live$, leftCalls(this.#live$, this.socket)).pipe(responses(), share());
    this.#watch();
    const said$ = merge(
      this.#ears(controls),
      this.#hands(),
      remoteHands(config, this.#live$, this.scheduler),
      greeting(config, this.socket, this.#live$),
      this.#requests$,
    ).pipe(
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

  ask(said: readonly UserInput[], config: AskConfig): Observable<CollectedResponse> {
    return this.#admit(said, () => askFor(said, config, this.#context));
  }

  say(text: string, config: SayConfig): Observable<SayOutcome> {
    return sayFor(text, config, this.#context);
  }

  /** Becomes another agent, once the session has confirmed that. */
  handOver(agent: Agent): Observable<HandedOver> {
    const { tools = [] } = agent;
    toolsByName(tools);
    return handOverTo(agent, this.#hasSpoken, this.socket).pipe(
      map(({ settings, ...outcome }) => {
        this.#remember(settings);
        this.#tools$.next(tools);
        return outcome;
      }),
    );
  }

  /** What is to be done about silence. */
  get silences$(): Observable<SilenceStep> {
    const { silence = [] } = this.#config;
    return silence.length === 0 ? EMPTY : silences(silence, this.#speaker$, this);
  }

  /** Asks for something that the model is to say. */
  send(event: ClientEvent): void {
    this.#requests$.next(event);
  }

  update(settings: AssistantSettings): Observable<ServerEvent | undefined> {
    this.#remember(settings);
    return confirmed(this.socket, sessionUpdate(settings));
  }

  add(said: readonly UserInput[]): Observable<ServerEvent | undefined> {
    return this.#admit(said, () => confirmed(this.socket, conversationItemCreate(messageOf(said))));
  }

  approve(requestId: string, isApproved: boolean, reason?: string): Observable<ServerEvent | undefined> {
    return confirmed(this.socket, conversationItemCreate(mcpApprovalResponse(requestId, isApproved, reason)));
  }

  interrupt(): Interruption {
    return interruption({
      ledger$: this.#ledger$,
      running: this.activity.responses.spoken,
      silence: () => this.#interruptions$.next(),
      cancel: (id) => this.socket.next(responseCancel({ response_id: id })),
    });
  }

  #admit<T>(said: readonly UserInput[], work: () => Observable<T>): Observable<T> {
    return admitted(said, this.#config.guards ?? {}, this.scheduler, work);
  }

  /** What holds the model's speech back until it was judged. */
  #guard(): MonoTypeOperatorFunction<Speech> {
    const [guard, guarded] = guarding(this.#config.guards ?? {}, {
      live$: this.#live$,
      scheduler: this.scheduler,
      state: this.#state,
      send: (event) => this.socket.next(event),
      ask: (event) => this.send(event),
    });
    this.connection.add(guarded);
    return guard;
  }

  get #context(): AskContext {
    return {
      socket: this.socket,
      scheduler: this.scheduler,
      live$: this.#live$,
      answers$: this.#answers$,
      reports$: this.#reports$,
      conversation$: this.#state.conversation$,
      tools: () => this.#tools$.value,
      send: (event) => this.send(event),
    };
  }

  /** What settings mean for a barge-in. */
  #remember(settings: AssistantSettings): void {
    const detection = turnDetectionOf(settings);
    if (detection !== undefined) this.#detection = detection;
  }

  #watch(): void {
    const { socket, activity, changes$, connection, scheduler } = this;
    const [live$, ledger$, reports$, settings] = [this.#live$, this.#ledger$, this.#reports$, this.#settings];
    connection.add(show({ socket, live$, ledger$, scheduler, captions: this.#config.captions }, this.#state));
    connection.add(watch({ socket, live$, ledger$, reports$, settings }, activity, changes$, this.#state));
    connection.add(live$.pipe(whoSpeaks({ ledger$, scheduler })).subscribe(this.#speaker$));
    connection.add(
      live$.subscribe(({ type }) => {
        if (type === 'response.output_audio.delta') this.#hasSpoken = true;
        if (type === 'session.created' || type === 'connection.restored') this.#hasSpoken = false;
      }),
    );
  }

  #ears({ muted$, button$ }: Controls): Observable<ClientEvent> {
    const { ears } = this.#config;
    if (!ears) return EMPTY;
    const tooShortObserver = { next: (error: Error) => void this.#state.report('turn_too_short', error) };
    const format = formatOf(this.#settings, 'input');
    return this.#state.guarded(
      ears.pipe(listen({ format, muted$, button$, tooShortObserver })),
      'ears_failed',
    );
  }

  #mouth(): Observable<ClientEvent> {
    const { mouth: player } = this.#config;
    if (!player) return EMPTY;
    const spoken$ = this.#live$.pipe(
      ofType('input_audio_buffer.speech_started'),
      filter(() => this.#detection?.interrupt_response !== false),
    );
    const way = giveWay(player, {
      bargeIn: this.#config.bargeIn,
      live$: this.#live$,
      ledger$: this.#ledger$,
      scheduler: this.scheduler,
      send: (event) => this.send(event),
    });
    this.connection.add(way.deciding);
    const speaks = mouth(way.player, {
      format: formatOf(this.#settings, 'output'),
      guard: this.#guard(),
      state: this.#state,
      bargeIn$: merge(spoken$, way.cut$, this.#interruptions$),
      ledgerObserver: this.#ledger$,
    });
    return this.#state.guarded(this.#live$.pipe(speaks), 'mouth_failed');
  }

  #hands(): Observable<ClientEvent> {
    const { socket, activity, changes$, scheduler } = this;
    const { calls = {} } = this.#config;
    const [tools$, speaker$, state] = [this.#tools$, this.#speaker$, this.#state];
    const work = hands({ calls, tools$, speaker$, socket, activity, changes$, state, scheduler });
    return state.guarded(this.#answers$.pipe(work), 'hands_failed');
  }
}
