import { VirtualTimeScheduler } from 'rxjs';
import { webSocket } from 'rxjs/webSocket';
import { createSimulator } from '../../src/createSimulator.ts';
import { noiseVoice } from '../../src/voices/noiseVoice.ts';
import { say } from '../../src/script/reply.ts';
import type { SimulatorConfig } from '../../src/simulator.ts';
import type { Received } from './client.ts';
import { offences } from './schema.ts';

/** Sound of a sentence. */
export const speech = (text: string): Int16Array => {
  const pcm = noiseVoice().speak(text);
  return pcm instanceof Promise ? new Int16Array(0) : pcm;
};

/** A server event and when it came. */
export interface ReceivedAt extends Received {
  readonly atMs: number;
}

/** A client of plain rxjs under virtual time. */
export interface Conversation {
  readonly at: (ms: number, ...events: readonly object[]) => void;
  /** Appends sound at the pace of speech. */
  readonly speak: (ms: number, pcm: Int16Array, blockMs?: number) => void;
  /** Calls `work` when the first event of this type comes. */
  readonly on: (type: string, work: (event: ReceivedAt) => void) => void;
  readonly send: (event: object) => void;
  /** Lets time pass until `ms`, ends the session and returns all it was sent. */
  readonly until: (ms: number) => readonly ReceivedAt[];
}

/** The append event for sound of 24 kHz. */
export const append = (pcm: Int16Array): object => ({
  type: 'input_audio_buffer.append',
  audio: Buffer.from(pcm.slice().buffer).toString('base64'),
});

/** An update of a conversation session. */
export const update = (session: object): object => ({
  type: 'session.update',
  session: { type: 'realtime', ...session },
});
export const detect = (turn_detection: object | null): object =>
  update({ audio: { input: { turn_detection } } });
export const respond = (response: object = {}): object => ({ type: 'response.create', response });

export const ofType = (events: readonly ReceivedAt[], type: string): readonly ReceivedAt[] =>
  events.filter((event) => event.type === type);

/** Opens a session whose assistant says `Good day.`; every event it is sent must fit the schema. */
export const converse = (config: SimulatorConfig = {}, query = '?model=gpt-realtime'): Conversation => {
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY);
  const simulator = createSimulator({ scheduler, responder: () => [say('Good day.')], ...config });
  const received: ReceivedAt[] = [];
  const waiting = new Map<string, (event: ReceivedAt) => void>();
  const socket = webSocket<object>({
    url: `ws://simulator/v1/realtime${query}`,
    WebSocketCtor: simulator.WebSocket,
  });
  socket.subscribe((event) => {
    const known = { ...(event as Received), atMs: scheduler.now() };
    received.push(known);
    const work = waiting.get(known.type);
    waiting.delete(known.type);
    work?.(known);
  });
  const send = (event: object): void => socket.next(event);
  const at = (ms: number, ...events: readonly object[]): void => {
    scheduler.schedule(() => events.forEach(send), ms);
  };
  return {
    at,
    send,
    speak: (ms, pcm, blockMs = 40) => {
      for (let block = 0; block * blockMs * 24 < pcm.length; block++) {
        at(ms + block * blockMs, append(pcm.subarray(block * blockMs * 24, (block + 1) * blockMs * 24)));
      }
    },
    on: (type, work) => waiting.set(type, work),
    until: (ms) => {
      scheduler.schedule(() => socket.complete(), ms);
      scheduler.flush();
      const violations = received.flatMap((event) => offences(event));
      if (violations.length > 0) throw new Error(violations.join('\n'));
      return received;
    },
  };
};
