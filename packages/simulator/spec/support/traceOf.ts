import { createSimulator } from '../../src/createSimulator.ts';
import { call, say } from '../../src/script/reply.ts';
import type { Responder } from '../../src/script/responder.ts';
import { virtualTime } from '../../src/time/virtualTime.ts';
import type { Act, Known } from './randomSteps.ts';

/** What crossed the line, as the server saw it; nothing for a line that was opened or lost. */
export interface Crossed {
  readonly from: 'client' | 'server';
  readonly event: Readonly<Record<string, unknown>> & { readonly type: string };
}
export type Trace = readonly (Crossed | 'opened' | 'lost')[];

const answers: Responder = ({ index, modality }) => {
  switch (index % 5) {
    case 0:
      return [say('One moment, please.'), call('get_time', { city: 'Oslo' })];
    case 1:
      return [call('get_time'), call('get_date')];
    case 2:
      return modality === 'audio' ? [say('It is late, and it was a long day for all of us.')] : [];
    case 3:
      return [say('Yes.'), say('And no.')];
    default:
      return [say('Good.')];
  }
};

interface Told {
  readonly type: string;
  readonly item?: { readonly id: string; readonly role?: string; readonly call_id?: string };
}

/** All that crosses the lines of a simulator when a client does these things, on one connection after the other. */
export const traceOf = (seed: number, lives: readonly (readonly Act[])[]): Trace => {
  const scheduler = virtualTime();
  const simulator = createSimulator({ scheduler, seed, responder: answers, timing: { rateLimitsMs: 5 } });
  const trace: (Crossed | 'opened' | 'lost')[] = [];
  const events$ = simulator.events$.subscribe(({ from, event }) => {
    const { type } = event;
    trace.push({ from, event: { ...event, type: typeof type === 'string' ? type : '' } });
  });
  for (const acts of lives) {
    const known = { items: [] as string[], spoken: [] as string[], calls: [] as string[] };
    const learn = ({ type, item }: Told): void => {
      if (type !== 'conversation.item.added' || item === undefined) return;
      known.items.push(item.id);
      if (item.role === 'assistant') known.spoken.push(item.id);
      if (item.call_id !== undefined) known.calls.push(item.call_id);
    };
    const socket = new simulator.WebSocket('ws://simulator?model=gpt-realtime');
    socket.onmessage = ({ data }) => learn(JSON.parse(String(data)) as Told);
    trace.push('opened');
    const startMs = scheduler.now();
    const seen: Known = known;
    for (const { atMs, events } of acts)
      scheduler.schedule(() => events(seen).forEach((event) => socket.send(JSON.stringify(event))), atMs);
    scheduler.advanceTo(startMs + (acts.at(-1)?.atMs ?? 0) + 700);
    socket.terminate();
    trace.push('lost');
    scheduler.flush();
  }
  events$.unsubscribe();
  return trace;
};
