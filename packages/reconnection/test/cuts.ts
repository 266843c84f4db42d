import { conversationItemCreate, functionCallOutput, responseCreate } from '@rx-realtime/codecs';
import type { Item, ServerEvent, SessionSettings } from '@rx-realtime/codecs';
import type { Capabilities } from '@rx-realtime/codecs/correlation';
import type { RealtimeWebSocketConstructor } from '@rx-realtime/connection';
import { functionCalls, responses } from '@rx-realtime/responses';
import { createSimulator, goingOn, noiseVoice } from '@rx-realtime/simulator';
import type {
  Fault,
  Reply,
  Responder,
  SimulatorConfig,
  SimulatorWebSocketConstructor,
} from '@rx-realtime/simulator';
import * as t from 'io-ts';
import { delay, from, map, mergeMap, of, share, take, VirtualTimeScheduler } from 'rxjs';
import { durableSocket } from '../src/index.ts';
import type { DurableEndpoint, DurableSocket } from '../src/index.ts';

/** A conversation that is held again and again, each time with its line cut elsewhere. */
export interface Rehearsed {
  readonly session: SessionSettings;
  /** What the assistant does for a user's words, when nothing was cut. */
  readonly answers: (turn: Parameters<Responder>[0]) => readonly Reply[];
  /** What the user does, and when. */
  readonly user: (socket: DurableSocket, scheduler: VirtualTimeScheduler) => void;
  /** How long each tool takes, in milliseconds. */
  readonly tools?: Readonly<Record<string, number>>;
  readonly lastingMs: number;
  readonly simulator?: Partial<SimulatorConfig>;
}

/** What became of it. */
export interface Outcome {
  readonly user: readonly string[];
  /** Everything that the assistant has said in the conversation, as one text. */
  readonly assistant: string;
  readonly outputs: readonly string[];
  readonly runs: Readonly<Record<string, number>>;
  readonly errors: readonly string[];
  /** Types of the server's events. */
  readonly events: readonly string[];
  /** How many client events the first connection saw. */
  readonly sent: number;
}

export const wordsOf = (item: Item): string =>
  item.type === 'message'
    ? item.content
        .map((part) => ('text' in part && part.text) || ('transcript' in part && part.transcript) || '')
        .join('')
    : '';

/** When somebody asks for another session, and how long a quiet point is waited for then. */
export interface AskedRotations {
  readonly atMs?: readonly number[];
  /** After so many events of the server, from 1. */
  readonly atEvent?: number;
  readonly marginMs: number;
  /** What goes wrong at a second endpoint, and what that cannot do; without it there is none. */
  readonly second?: { readonly faults: readonly Fault[]; readonly capabilities: Capabilities };
}

/** Holds the conversation once. */
export const rehearse = (
  conversation: Rehearsed,
  faults: readonly Fault[] = [],
  { atMs = [], atEvent, marginMs, second }: AskedRotations = { marginMs: 60_000 },
  over: (WebSocket: SimulatorWebSocketConstructor) => RealtimeWebSocketConstructor = (WebSocket) => WebSocket,
): Outcome => {
  const { session, answers, user, tools = {}, lastingMs, simulator: config } = conversation;
  const scheduler = new VirtualTimeScheduler();
  const endpoint = (own: readonly Fault[], capabilities: Capabilities = {}): DurableEndpoint => ({
    url: 'ws://simulator',
    model: 'gpt-realtime-2.1',
    dialect: { capabilities },
    WebSocketCtor: over(
      createSimulator({
        scheduler,
        responder: goingOn(answers),
        faults: own,
        seed: 1,
        voice: noiseVoice(),
        ...config,
      }).WebSocket,
    ),
  });
  const socket = durableSocket({
    endpoints: [endpoint(faults), ...(second ? [endpoint(second.faults, second.capabilities)] : [])],
    failover: { failBack: true },
    scheduler,
    session,
    retry: { firstMs: 20, random: () => 0.5 },
    rotation: { minRotationGapMs: 0, marginMs },
  });
  const errors: string[] = [];
  const events: string[] = [];
  const runs: Record<string, number> = {};
  let sent = 0;
  let items: readonly Item[] = [];
  socket.wire$.subscribe(({ direction, generation }) => {
    if (direction === 'out' && generation === 1) sent += 1;
  });
  socket.conversation$.subscribe((snapshot) => {
    items = snapshot.items.filter((item): item is Extract<typeof item, Item> => item.type !== 'unknown');
  });
  const live$ = socket.pipe(share());
  live$.subscribe({
    next: (event: ServerEvent) => {
      events.push(event.type);
      if (events.length === atEvent) socket.rotate();
      if (event.type === 'error') errors.push(event.error.message);
    },
    error: (error: unknown) => errors.push(String(error)),
  });
  const calls$ = live$.pipe(
    responses(),
    functionCalls(Object.fromEntries(Object.keys(tools).map((name) => [name, t.UnknownRecord]))),
    share(),
  );
  const unanswered = new Map<string, number>();
  calls$.subscribe(({ responseId }) => unanswered.set(responseId, (unanswered.get(responseId) ?? 0) + 1));
  calls$
    .pipe(
      mergeMap(({ name, callId, responseId, responseDone$ }) => {
        runs[name] = (runs[name] ?? 0) + 1;
        return of(callId).pipe(
          delay(tools[name] ?? 0, scheduler),
          mergeMap(() => responseDone$.pipe(take(1))),
          map(() => {
            const left = (unanswered.get(responseId) ?? 1) - 1;
            unanswered.set(responseId, left);
            const output = conversationItemCreate(functionCallOutput(callId, `${name} is done`));
            return left > 0 ? [output] : [output, responseCreate()];
          }),
          mergeMap((sendings) => from(sendings)),
        );
      }),
    )
    .subscribe((event) => socket.next(event));
  user(socket, scheduler);
  for (const ms of atMs) scheduler.schedule(() => socket.rotate(), ms);
  scheduler.schedule(() => socket.complete(), lastingMs);
  scheduler.maxFrames = lastingMs + 5_000;
  scheduler.flush();
  const said = (role: string): readonly string[] =>
    items.flatMap((item) => (item.type === 'message' && item.role === role ? [wordsOf(item)] : []));
  return {
    user: said('user'),
    assistant: said('assistant').join(' ').replaceAll(/\s+/g, ' ').trim(),
    outputs: items.flatMap((item) => (item.type === 'function_call_output' ? [item.output] : [])),
    runs,
    errors,
    events,
    sent,
  };
};

/** What is compared: the words, the work and the complaints. A turn that went back as sound has no words. */
export const essence = (outcome: Outcome, whole: Outcome) => ({
  user: outcome.user.map((words, index) => (words === '' ? (whole.user[index] ?? '') : words)),
  assistant: outcome.assistant,
  outputs: [...outcome.outputs].sort(),
  runs: outcome.runs,
  errors: outcome.errors,
});
