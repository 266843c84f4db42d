import { virtualPlayer } from '@rx-realtime/audio';
import type { ClientEvent } from '@rx-realtime/codecs';
import { realtimeSocket } from '@rx-realtime/connection';
import type { Dialect } from '@rx-realtime/connection';
import { durableSocket } from '@rx-realtime/reconnection';
import type { DurableSocket, LedgerStore } from '@rx-realtime/reconnection';
import { createSimulator, noiseVoice, say, simulatedUser, virtualTime } from '@rx-realtime/simulator';
import type { Fault, Responder, SimulatorConfig, Utterance } from '@rx-realtime/simulator';
import type {
  AssistantConfig,
  AssistantSettings,
  AssistantSocket,
  HeardCaption,
  SessionError,
  Turn,
} from '../src/index.ts';
import { realtimeSession } from '../src/index.ts';
import { completions } from './completions.ts';
import { passing } from './passing.ts';

/** The service writes down what the user says where it is asked to. */
export const written = { audio: { input: { transcription: { model: 'gpt-4o-mini-transcribe' } } } } as const;
export const echo: Responder = ({ transcript }) => [say(`You said: ${transcript}`)];

/** A session, its user, and what goes wrong. */
export interface PlayConfig extends Partial<Omit<AssistantConfig, 'socket' | 'scheduler'>> {
  readonly utterances?: readonly Utterance[];
  readonly responder?: Responder;
  readonly faults?: readonly Fault[];
  readonly isDurable?: boolean;
  readonly audioSpeed?: number;
  readonly reportMs?: number;
  /** How the server differs from OpenAI's. */
  readonly dialect?: Dialect;
  /** What the socket says when a call is claimed. */
  readonly claim?: AssistantSocket['claim'];
  readonly mcp?: SimulatorConfig['mcp'];
  /** Where a durable socket keeps the conversation. */
  readonly ledger?: LedgerStore;
}

/** A session with a user in it, under virtual time. */
export const play = ({
  utterances = [],
  responder = echo,
  faults = [],
  isDurable = false,
  audioSpeed,
  reportMs,
  dialect,
  claim,
  mcp,
  ledger,
  ...config
}: PlayConfig = {}) => {
  const time = virtualTime();
  const user = simulatedUser(utterances).enter(time);
  const simulator = createSimulator({
    scheduler: time,
    responder,
    faults,
    ...(audioSpeed ? { timing: { audioSpeed } } : {}),
    voice: noiseVoice(),
    ...(mcp ? { mcp } : {}),
    transcribe: user.transcribe,
  });
  const player = virtualPlayer({ scheduler: time, ...(reportMs ? { reportMs } : {}) });
  player.heard$.subscribe(user.hear);
  const line = {
    url: 'ws://simulator',
    model: 'gpt-realtime-2.1',
    WebSocketCtor: simulator.WebSocket,
    scheduler: time,
    ...(dialect ? { dialect } : {}),
  };
  let opened = 0;
  let durable: DurableSocket | undefined;
  const open = (session: AssistantSettings): AssistantSocket => {
    opened += 1;
    if (isDurable) {
      durable = durableSocket({ ...line, session, retry: { firstMs: 10 }, ...(ledger ? { ledger } : {}) });
      return durable;
    }
    return Object.assign(realtimeSocket({ ...line, session }), claim ? { claim } : {});
  };
  const assistant = realtimeSession({
    socket: open,
    mouth: player,
    ears: user.microphone$,
    session: written,
    scheduler: time,
    ...config,
  });
  const sent: { readonly atMs: number; readonly event: ClientEvent }[] = [];
  const received: string[] = [];
  let readyMs = Number.NaN;
  const heardAt: { readonly atMs: number; readonly isLoud: boolean }[] = [];
  player.heard$.subscribe(({ pcm }) =>
    heardAt.push({ atMs: time.now(), isLoud: pcm.some((sample) => sample !== 0) }),
  );
  simulator.events$.subscribe(({ from, event }) => {
    if (from === 'client') sent.push({ atMs: time.now(), event: event as ClientEvent });
    else received.push(String(event['type']));
    if (event['type'] === 'session.created' && Number.isNaN(readyMs)) readyMs = time.now();
  });
  const errors: SessionError[] = [];
  const turns = new Map<string, Turn>();
  let captions: readonly HeardCaption[] = [];
  const { completed, on } = completions();
  on('errors$', assistant.errors$, (error) => errors.push(error));
  on('turns$', assistant.turns$, (turn) => turns.set(turn.id, turn));
  on('captions$', assistant.captions$, (lines) => (captions = lines));
  on('conversation$', assistant.conversation$);
  on('usage$', assistant.usage$);
  on('status$', assistant.status$);
  const pass = passing(time);
  const types = (): readonly string[] =>
    sent.map(({ event }) => event.type).filter((type) => type !== 'input_audio_buffer.append');
  return {
    assistant, time, user, simulator, player, sent, received, heardAt, errors, completed, pass, types,
    opened: () => opened,
    durable: () => durable,
    readyMs: () => readyMs,
    lines: () => captions.map(({ who, text, heard, status }) => [who, text, heard, status]),
    turns: () => [...turns.values()],
    codes: () => errors.map(({ code }) => code),
  }; // prettier-ignore
};

/** The outputs of functions that were sent. */
export const outputsIn = (sent: readonly { readonly event: ClientEvent }[]) =>
  sent.flatMap(({ event }) =>
    event.type === 'conversation.item.create' && event.item.type === 'function_call_output'
      ? [event.item.output.slice(0, 40)]
      : [],
  );
