import { inputAudioBufferClear, responseCreate } from '@rx-realtime/codecs';
import { BehaviorSubject, defer, distinctUntilChanged, EMPTY, merge, of, tap } from 'rxjs';
import type { Observable, Subscription } from 'rxjs';
import type { SilenceStep } from '../manners/silenceStep.ts';
import { toolsByName } from '../tools/internal/toolsByName.ts';
import type { Assistant, UserInput } from './assistant.ts';
import { acting } from './internal/verbs/acting.ts';
import { closing } from './internal/verbs/closing.ts';
import { LiveSession } from './internal/LiveSession.ts';
import type { Controls } from './internal/LiveSession.ts';
import { settingsOf, turnDetectionOf } from './internal/settingsOf.ts';
import { showStatus } from '../internal/showStatus.ts';
import { StateStreams } from './internal/StateStreams.ts';
import type { AssistantConfig } from './assistantConfig.ts';

/**
 * An assistant: ears, a mouth, hands and a memory, composed of the operators of this project.
 *
 * What most applications would write.
 *
 * ```
 * ears ──► resample, chunk, mute, append ─────────────┐
 * socket ─► speech ─► playback ─► mouth ──────────────┼─► socket
 *        ─► responses ─► callTools ─► scheduleResponses ┘
 *        ─► conversation ─► captions ─► markHeard ─► captions$
 *        ─► turns ─► turns$         ─► usage ─► usage$
 * ```
 *
 * A barge-in silences the player, cancels what runs and cuts the conversation at the millisecond that was heard: when the
 * user speaks (unless `interrupt_response` is off), presses the button of push-to-talk, or by `interrupt()`. Tools run at
 * most once for each call, with `durableSocket` also across connections, and never hold up an event. Each part that fails
 * ends alone, and `errors$` tells it; the session ends when its connection does.
 *
 * Its manners are part of the configuration: what it says first (`greeting`), while a tool runs (`tool({ filler })`) and when
 * nobody speaks (`silence`), whether a cough is an interruption (`bargeIn`), and what may be said at all (`guards`).
 *
 * Nothing is in here that is not in an exported operator: to replace a part, put its operators in its place.
 *
 * @param config the parts
 * @returns the session; nothing happens before `connect()`
 * @throws ToolError when two tools have one name
 *
 * @example
 * import { realtimeSocket } from '@rx-realtime/connection';
 * import { realtimeSession } from '@rx-realtime/session';
 * import { createSimulator } from '@rx-realtime/simulator';
 *
 * const { WebSocket: WebSocketCtor } = createSimulator();
 * const assistant = realtimeSession({
 *   socket: (session) => realtimeSocket({ url: 'ws://simulator', model: 'gpt-realtime-2.1', WebSocketCtor, session }),
 *   instructions: 'Be brief.',
 *   session: { output_modalities: ['text'] },
 * });
 * assistant.connect();
 * assistant.ask('Hello there').subscribe(({ text }) => {
 *   console.log(text); // prints: You said: Hello there
 *   assistant.close();
 * });
 *
 * @see `durableSocket` of `@rx-realtime/reconnection` for a line that drops, {@link tool} for tools
 */
export function realtimeSession(config: AssistantConfig): Assistant {
  const { tools = [] } = config;
  toolsByName(tools); // two of one name are refused here, and not at the first call
  const state = new StateStreams();
  const controls: Controls = {
    muted$: new BehaviorSubject(false),
    button$: new BehaviorSubject<Observable<boolean> | undefined>(undefined),
  };
  const firstDetection = turnDetectionOf(settingsOf(config)) ?? { type: 'server_vad' };
  let live: LiveSession | undefined;
  const act = acting(state, () => live);

  const connect = (): Subscription => {
    if (live) return live.connection;
    live = new LiveSession(config, state, controls);
    showStatus(live.socket.status$, live.connection, state.status$);
    live.connection.add(live.silences$.subscribe(breakSilence));
    live.open();
    return live.connection;
  };

  /** Does what is to be done about silence. */
  const breakSilence = ({ say, response, close = false }: SilenceStep): void => {
    if (say !== undefined) assistant.say(say);
    if (response !== undefined) live?.send(responseCreate(response));
    if (close) assistant.close({ after: 'heard' });
  };

  const turnMode = (
    _: 'vad' | 'pushToTalk',
    pressed$?: Observable<boolean>,
  ): ReturnType<Assistant['turnMode']> =>
    act((current) => {
      const turn_detection = pressed$ ? null : firstDetection;
      const switched$ = defer(() => {
        // What has begun under the other rule belongs to no turn.
        current.socket.next(inputAudioBufferClear());
        controls.button$.next(pressed$ && interrupting(pressed$, current));
        return EMPTY;
      });
      return merge(current.update({ audio: { input: { turn_detection } } }), switched$);
    });

  const assistant: Assistant = {
    turns$: state.turns$.asObservable(),
    captions$: state.captions$.asObservable(),
    conversation$: state.conversation$.asObservable(),
    status$: state.status$.asObservable(),
    usage$: state.usage$.asObservable(),
    mcp$: state.mcp$.asObservable(),
    errors$: state.errors$.asObservable(),
    connect,
    add: (...said) => act((current) => current.add(said)),
    ask: (said, response = {}) => act((current) => current.ask(isOne(said) ? [said] : said, response)),
    say: (text, sayConfig = {}) => act((current) => current.say(text, sayConfig)),
    handOver: (agent) => act((current) => current.handOver(agent)),
    approve: (requestId, isApproved = true, reason) =>
      act((current) => current.approve(requestId, isApproved, reason)),
    interrupt: () => act((current) => of(current.interrupt())),
    mute: (isMuted = true) => {
      controls.muted$.next(isMuted);
      return of(isMuted);
    },
    turnMode,
    update: (settings) => act((current) => current.update(settings)),
    close: (closeConfig = {}) => (live ? closing(live, closeConfig) : EMPTY),
  };
  return assistant;
}

const isOne = (said: UserInput | readonly UserInput[]): said is UserInput => !Array.isArray(said);

/** A button whose pressing silences the assistant. */
const interrupting = (pressed$: Observable<boolean>, live: LiveSession): Observable<boolean> =>
  pressed$.pipe(
    distinctUntilChanged(),
    tap((isDown) => {
      if (isDown) live.interrupt();
    }),
  );
