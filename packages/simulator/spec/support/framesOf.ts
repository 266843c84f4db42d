import { VirtualTimeScheduler } from 'rxjs';
import { createSimulator } from '../../src/createSimulator.ts';
import type { SimulatorConfig } from '../../src/simulator.ts';
import type { Act, Known } from './randomSteps.ts';

export interface FramesConfig extends SimulatorConfig {
  readonly url?: string;
  /** When the client leaves. @defaultValue 60,000 ms */
  readonly lastingMs?: number;
}

interface Told {
  readonly type: string;
  readonly item?: {
    readonly id: string;
    readonly type: string;
    readonly role?: string;
    readonly call_id?: string;
  };
}

/** All that a simulator sends to a client that does these things, each frame with the time it came. */
export const framesOf = (
  acts: readonly Act[],
  { url = 'ws://simulator?model=gpt-realtime', lastingMs = 60_000, ...config }: FramesConfig = {},
): readonly string[] => {
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY);
  const simulator = createSimulator({ scheduler, ...config });
  const socket = new simulator.WebSocket(url);
  const frames: string[] = [];
  const [items, spoken, calls]: readonly string[][] = [[], [], []];
  const known: Known = { items: items ?? [], spoken: spoken ?? [], calls: calls ?? [] };
  const learn = ({ type, item }: Told): void => {
    if (type !== 'conversation.item.added' || item === undefined) return;
    items?.push(item.id);
    if (item.role === 'assistant') spoken?.push(item.id);
    if (item.call_id !== undefined) calls?.push(item.call_id);
  };
  simulator.notices$.subscribe((notice) => frames.push(`${scheduler.now()} notice ${notice}`));
  socket.onmessage = ({ data }) => {
    frames.push(`${scheduler.now()} ${typeof data === 'string' ? data : 'bytes'}`);
    try {
      learn(JSON.parse(String(data)) as Told);
    } catch {
      // Faults send frames that are no events.
    }
  };
  socket.onclose = ({ code, reason }) => frames.push(`${scheduler.now()} closed ${code} ${reason}`);
  acts.forEach(({ atMs, events }) =>
    scheduler.schedule(() => {
      if (socket.readyState === 1) events(known).forEach((event) => socket.send(JSON.stringify(event)));
    }, atMs),
  );
  scheduler.schedule(() => socket.close(), lastingMs);
  scheduler.flush();
  return frames;
};
