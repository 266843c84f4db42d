import type { ClientEvent, Item, ServerEvent } from '@rx-realtime/codecs';
import { newServer, reduceServer } from '@rx-realtime/simulator';
import type { Happening, ServerState } from '@rx-realtime/simulator';
import { fakeWebSockets } from '@rx-realtime/test-kit/fakeWebSocket';
import type { FakeWebSocket } from '@rx-realtime/test-kit/fakeWebSocket';
import type { SchedulerLike } from 'rxjs';

/** What a model of an assistant does when it is asked: it says, or calls, or has said it all. */
export type Deed = { readonly says: string } | { readonly calls: string };

/** What goes wrong with a connection of a {@link modelLine}. */
export interface Cut {
  /** From 1. */
  readonly connection: number;
  /** Whose frames are counted. */
  readonly from: 'client' | 'server';
  /** Strikes at this frame, from 1; 0 is the upgrade, which is refused. */
  readonly count: number;
  readonly how: Trouble;
}

export type Trouble =
  /** The frame is lost with the line. */
  | 'before'
  /** The frame gets through, then the line is lost. */
  | 'after'
  /** Nobody says that the line is lost: what follows goes nowhere, until this many milliseconds later. */
  | 'halfOpen';

/** What a line is made with. */
export interface ModelLineConfig {
  readonly scheduler: SchedulerLike;
  readonly deeds: (items: readonly Item[]) => readonly Deed[];
  readonly cuts: readonly Cut[];
  /** From one end to the other. */
  readonly latencyMs: number;
  /** How long a session lasts, unless it ends when the conversation does. @defaultValue an hour */
  readonly sessionMs?: number | undefined;
  /** After that sessions last, whatever they say. @defaultValue Infinity */
  readonly untilMs?: number;
  /** How much later than it is the clock of the client says that a session ends: one of the two is wrong. @defaultValue 0 ms */
  readonly skewMs?: number | undefined;
}

/** How many frames have passed, or were to pass, in each direction. */
export type FrameCounts = Readonly<Record<Cut['from'], number>>;

/** A session, and the line to it. */
interface Connection {
  readonly socket: FakeWebSocket;
  session: ServerState['session'];
}

const halfOpenMs = 400;

/** Lines to the model server, in JSON, with everything that can happen to a line; each has a session of its own. */
export const modelLine = (config: ModelLineConfig) => {
  const { scheduler, deeds, cuts, latencyMs, sessionMs = 3_600_000, untilMs = Infinity, skewMs = 0 } = config;
  let { made } = newServer;
  let dialled = 0;
  let newest: FrameCounts = { client: 0, server: 0 };
  const struck: Cut[] = [];
  /** Those that are up. */
  let connections: readonly Connection[] = [];

  const connect = (socket: FakeWebSocket): void => {
    dialled += 1;
    const number = dialled;
    const own = cuts.filter(({ connection }) => connection === number);
    const line: Connection = { socket, session: undefined };
    connections = [...connections, line];
    const reduce = (input: ClientEvent | Happening): readonly ServerEvent[] => {
      const [next, events] = reduceServer({ made, session: line.session }, input);
      ({ made } = next);
      line.session = next.session;
      return events;
    };
    const counts = { client: 0, server: 0 };
    newest = counts;
    let isUp = true;
    let isHalfOpen = false;
    let endsAtMs = 0;
    /** An event as the server says it, which knows when the session ends. */
    const told = (event: ServerEvent): ServerEvent => {
      if (event.type !== 'session.created' || event.session.type !== 'realtime') return event;
      return { ...event, session: { ...event.session, expires_at: (endsAtMs + skewMs) / 1_000 } };
    };
    const later = (act: () => void, ms = latencyMs): void => {
      scheduler.schedule(act, ms);
    };
    const lose = (code = 1006): void => {
      if (!isUp) return;
      isUp = false;
      connections = connections.filter((other) => other !== line);
      reduce({ type: 'server.closes' });
      socket.close(code);
    };
    /** Whether a frame gets through. */
    const passes = (from: 'client' | 'server'): boolean => {
      if (!isUp || isHalfOpen) return false;
      counts[from] += 1;
      const cut = own.find((one) => one.from === from && one.count === counts[from]);
      if (cut === undefined) return true;
      struck.push(cut);
      if (cut.how === 'halfOpen') {
        isHalfOpen = true;
        later(lose, halfOpenMs);
        return false;
      }
      if (cut.how === 'before') lose();
      else later(lose, 0);
      return cut.how === 'after';
    };
    const happen = (input: ClientEvent | Happening): void => {
      if (!isUp) return;
      if (socket.isClosed) return lose();
      for (const event of reduce(input)) {
        later(() => {
          if (passes('server')) socket.message(told(event));
        });
        if (event.type === 'response.created') later(() => answer(event.response.id));
      }
    };
    const answer = (response_id: string | null | undefined): void => {
      const id = response_id ?? '';
      for (const deed of deeds(itemsOf(line)))
        if ('says' in deed) happen({ type: 'server.says', response_id: id, text: deed.says });
        else happen({ type: 'server.calls', response_id: id, name: deed.calls, arguments: '{}' });
      later(() => happen({ type: 'server.finishes', response_id: id }));
      later(() => happen({ type: 'server.ends', response_id: id }));
    };

    socket.answersClose = true;
    const sent = socket.sent;
    // The fake keeps what was sent; here it is on its way.
    sent.push = (...frames: string[]): number => {
      for (const frame of frames)
        later(() => {
          if (passes('client')) happen(JSON.parse(frame) as ClientEvent);
        });
      return 0;
    };
    later(() => {
      const refusal = own.find(({ count }) => count === 0);
      if (refusal) {
        struck.push(refusal);
        return lose();
      }
      socket.open();
      endsAtMs = scheduler.now() + sessionMs;
      if (endsAtMs < untilMs) later(() => lose(1001), sessionMs);
      happen({ type: 'server.opens', model: 'gpt-realtime-2.1' });
    });
  };

  const { WebSocket } = fakeWebSockets(connect, { remember: false });
  return {
    WebSocket,
    /** What the server knows of the conversation: the session that was there first, until another has taken over. */
    items: (): readonly Item[] => itemsOf(connections.find(({ socket }) => !socket.isClosed)),
    /** The frames of the newest connection. */
    frames: (): FrameCounts => newest,
    /** What has struck, in order. */
    struck: struck as readonly Cut[],
  };
};

const itemsOf = (connection: Connection | undefined): readonly Item[] =>
  connection?.session?.items.map(({ wire }) => wire) ?? [];
