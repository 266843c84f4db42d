import { VirtualTimeScheduler } from 'rxjs';
import { createSimulator } from '../../src/createSimulator.ts';
import type { SimulatorConfig } from '../../src/simulator.ts';
import type { Received } from './client.ts';
import { offences } from './schema.ts';
import type { EventMap } from './schema.ts';

export interface ExchangeConfig extends SimulatorConfig {
  readonly url?: string;
  readonly map?: EventMap;
}

const everyMs = 2_000;

/**
 * A session under virtual time: sends each client event (or frame) two seconds after the one before it and returns what
 * the server sent. Throws when an event departs from OpenAI's description.
 */
export const exchange = (
  sent: readonly (object | string)[],
  { url = 'ws://simulator?model=gpt-realtime', map, ...config }: ExchangeConfig = {},
): readonly Received[] => {
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY);
  const socket = new (createSimulator({ scheduler, ...config }).WebSocket)(url);
  const received: Received[] = [];
  socket.onmessage = ({ data }) => received.push(JSON.parse(String(data)) as Received);
  sent.forEach((event, index) =>
    scheduler.schedule(
      () => socket.send(typeof event === 'string' ? event : JSON.stringify(event)),
      (index + 1) * everyMs,
    ),
  );
  scheduler.schedule(() => socket.close(), (sent.length + 1) * everyMs);
  scheduler.flush();
  const violations = received.flatMap((event) => offences(event, map));
  if (violations.length > 0) throw new Error(violations.join('\n'));
  return received;
};
