// A page that talks to a Realtime server with a client secret.
import { conversationItemCreate, responseCreate, userText } from '@rx-realtime/codecs';
import { isRealtimeError, realtimeSocket } from '@rx-realtime/connection';
import type { RealtimeSocket } from '@rx-realtime/connection';
import { filter, firstValueFrom, lastValueFrom, map, materialize, takeWhile, toArray } from 'rxjs';

const secret = async (): Promise<string> => (await fetch('/token', { method: 'POST' })).text();

/** What is left of an error when it leaves the page. */
export interface Failure {
  readonly code: string;
  readonly reason: string;
  readonly retriable: boolean;
  readonly message: string;
}

const open: RealtimeSocket[] = [];

/** Subscribes until the end, and tells every notification but the values. */
const endsOf = async (socket: RealtimeSocket): Promise<readonly (Failure | 'complete' | 'other')[]> =>
  lastValueFrom(
    socket.pipe(
      materialize(),
      filter(({ kind }) => kind !== 'N'),
      map((end) => {
        if (end.kind === 'C') return 'complete';
        const error: unknown = end.kind === 'E' ? end.error : undefined;
        if (!isRealtimeError(error)) return 'other';
        const { code, reason, retriable, message } = error;
        return { code, reason, retriable, message };
      }),
      toArray(),
    ),
  );

const api = {
  /** Asks in text, answers with the text and the states the connection went through. */
  textTurn: async (url: string, question: string) => {
    const socket = realtimeSocket({ url, apiKey: secret, session: { output_modalities: ['text'] } });
    const states: string[] = [];
    socket.status$.subscribe(({ state }) => states.push(state));
    const failures: unknown[] = [];
    socket.drift$.subscribe((event) => failures.push(event));
    const answer = lastValueFrom(
      socket.pipe(
        takeWhile(({ type }) => type !== 'response.done'),
        filter((event) => event.type === 'response.output_text.done'),
        map(({ text }) => text),
      ),
    );
    socket.next(conversationItemCreate(userText(question)));
    socket.next(responseCreate());
    return { text: await answer, states, drift: failures.length };
  },
  /** Connects with an API key, which must not leave the page. */
  connectWithKey: (url: string) => endsOf(realtimeSocket({ url, apiKey: 'sk-normal-key' })),
  connectWithSecret: (url: string) => endsOf(realtimeSocket({ url, apiKey: secret })),
  /** Leaves a connection open, for whoever closes the tab. */
  stayConnected: async (url: string) => {
    const socket = realtimeSocket({ url, apiKey: secret });
    socket.connect();
    open.push(socket);
    await firstValueFrom(socket.status$.pipe(filter(({ state }) => state === 'ready')));
  },
};

export type ConnectionPage = typeof api;
Object.assign(globalThis, { page: api });
