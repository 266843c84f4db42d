import { WebSocket } from 'ws';
import type { ClientOptions } from 'ws';
import { offences } from './schema.ts';
import type { EventMap } from './schema.ts';

export interface ReceivedItem {
  readonly id: string;
  readonly type: string;
  readonly status: string;
  readonly phase?: string;
  readonly content: readonly {
    readonly type: string;
    readonly transcript?: string;
    readonly text?: string;
  }[];
}

/** A server event as a spec reads it: the fields of all events, of which each has a few. */
export interface Received {
  readonly type: string;
  readonly event_id: string;
  readonly session: Readonly<Record<string, unknown>> & { readonly id: string; readonly expires_at: number };
  readonly response: {
    readonly id: string;
    readonly status: string;
    readonly status_details: unknown;
    readonly conversation_id: string | null;
    readonly output: readonly ReceivedItem[];
    readonly audio: { readonly output: { readonly voice: unknown } };
    readonly usage: Readonly<Record<string, unknown>> & { readonly input_tokens: number };
  };
  readonly item: ReceivedItem;
  readonly error: {
    readonly code: string | null;
    readonly message: string;
    readonly param: string | null;
    readonly event_id: string | null;
  };
  readonly item_id: string;
  readonly previous_item_id: string | null;
  readonly response_id: string;
  readonly call_id: string;
  readonly delta: string;
  readonly obfuscation: string;
  readonly transcript: string;
  readonly arguments: string;
  readonly audio_start_ms: number;
  readonly audio_end_ms: number;
}

/** A WebSocket client without any of this project's packages: what it sees is what the wire carries. */
export interface Client {
  readonly received: readonly Received[];
  readonly types: () => readonly string[];
  readonly send: (event: object) => void;
  readonly sendFrame: (frame: string | Uint8Array) => void;
  /** The next event (from the cursor) that fits; the cursor moves behind it. */
  readonly next: (type: string, fits?: (event: Received) => boolean) => Promise<Received>;
  readonly close: () => Promise<void>;
  readonly closed: Promise<{ code: number; reason: string }>;
  /** Codes of the errors that `ws` reported. */
  readonly errors: readonly string[];
  /** What was wrong with the received events by OpenAI's description. */
  readonly violations: readonly string[];
}

export const connect = (
  url: string,
  options: ClientOptions & {
    readonly protocols?: string[];
    readonly map?: EventMap;
    readonly checks?: boolean;
  } = {},
): Client => {
  const { protocols, map, checks = true, ...rest } = options;
  const socket = new WebSocket(url, protocols ?? [], rest);
  const received: Received[] = [];
  const violations: string[] = [];
  const waiting = new Set<() => void>();
  let cursor = 0;
  const opened = new Promise<void>((resolve) => socket.once('open', () => resolve()));
  const wake = (): void => waiting.forEach((look) => look());
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary && !checks) return;
    const event = parsed(data.toString('utf8'), checks);
    received.push(event);
    if (checks) violations.push(...offences(event, map));
    wake();
  });
  const errors: string[] = [];
  socket.on('error', (error: Error & { code?: string }) => errors.push(error.code ?? error.message));
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.once('close', (code, reason) => {
      resolve({ code, reason: reason.toString('utf8') });
      wake();
    }),
  );
  return {
    received,
    types: () => received.map((event) => event.type),
    send: (event) => void opened.then(() => socket.send(JSON.stringify(event))),
    sendFrame: (frame) => void opened.then(() => socket.send(frame)),
    next: (type, fits = () => true) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = received.find((event, at) => at >= cursor && event.type === type && fits(event));
          if (found) {
            cursor = received.indexOf(found) + 1;
            waiting.delete(look);
            resolve(found);
          } else if (socket.readyState === WebSocket.CLOSED) {
            waiting.delete(look);
            reject(
              new Error(`closed before ${type}; received ${received.map((event) => event.type).join(' ')}`),
            );
          }
        };
        waiting.add(look);
        look();
      }),
    close: async () => {
      socket.close(1000);
      await closed;
      if (violations.length > 0) throw new Error(violations.join('\n'));
    },
    closed,
    errors,
    violations,
  };
};

const parsed = (text: string, checks: boolean): Received => {
  try {
    return JSON.parse(text) as Received;
  } catch (error) {
    if (checks) throw error;
    return { type: 'not JSON' } as Received;
  }
};

/** Append events of `pcm` (24 kHz) in blocks of 40 ms. */
export const appends = (pcm: Int16Array): readonly { type: string; audio: string }[] => {
  const events = [];
  for (let at = 0; at < pcm.length; at += 960) {
    const block = pcm.slice(at, at + 960);
    events.push({ type: 'input_audio_buffer.append', audio: Buffer.from(block.buffer).toString('base64') });
  }
  return events;
};

/** The parts one after the other; a number is that many milliseconds of silence. */
export const sound = (...parts: readonly (Int16Array | number)[]): Int16Array => {
  const blocks = parts.map((part) => (typeof part === 'number' ? new Int16Array(part * 24) : part));
  const whole = new Int16Array(blocks.reduce((sum, block) => sum + block.length, 0));
  let at = 0;
  for (const block of blocks) {
    whole.set(block, at);
    at += block.length;
  }
  return whole;
};
