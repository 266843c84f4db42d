import type { ClientEvent, Item } from '@rx-realtime/codecs';
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
}

const halfOpenMs = 400;

/** A line to the model server: one at a time, in JSON, with everything that can happen to a line. */
export const modelLine = ({ scheduler, deeds, cuts, latencyMs }: ModelLineConfig) => {
  let state: ServerState = newServer;
  let connections = 0;

  const connect = (socket: FakeWebSocket): void => {
    connections += 1;
    const own = cuts.filter(({ connection }) => connection === connections);
    const counts = { client: 0, server: 0 };
    let isUp = true;
    let isHalfOpen = false;
    const later = (act: () => void, ms = latencyMs): void => {
      scheduler.schedule(act, ms);
    };
    const lose = (): void => {
      if (!isUp) return;
      isUp = false;
      [state] = reduceServer(state, { type: 'server.closes' });
      socket.close(1006);
    };
    /** Whether a frame gets through. */
    const passes = (from: 'client' | 'server'): boolean => {
      if (!isUp || isHalfOpen) return false;
      counts[from] += 1;
      const cut = own.find((one) => one.from === from && one.count === counts[from]);
      if (cut === undefined) return true;
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
      const [next, events] = reduceServer(state, input);
      state = next;
      for (const event of events) {
        later(() => {
          if (passes('server')) socket.message(event);
        });
        if (event.type === 'response.created') later(() => answer(event.response.id));
      }
    };
    const answer = (response_id: string | null | undefined): void => {
      const id = response_id ?? '';
      const items = state.session?.items.map(({ wire }) => wire) ?? [];
      for (const deed of deeds(items))
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
      if (own.some(({ count }) => count === 0)) return lose();
      socket.open();
      happen({ type: 'server.opens', model: 'gpt-realtime-2.1' });
    });
  };

  const { WebSocket } = fakeWebSockets(connect, { remember: false });
  return {
    WebSocket,
    /** What the server knows of the conversation. */
    items: (): readonly Item[] => state.session?.items.map(({ wire }) => wire) ?? [],
  };
};
