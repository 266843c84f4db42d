import { createCore } from './core/createCore.ts';
import { memoryFetch } from './line/memoryFetch.ts';
import { MemoryWebSocket } from './line/memoryWebSocket.ts';
import type { SimulatorConfig, SimulatorStreams } from './simulator.ts';
import type { SimulatorFetch } from './simulatorFetch.ts';
import type { SimulatorWebSocketConstructor } from './simulatorWebSocket.ts';

/** A simulator in this program, without a network. */
export interface MemorySimulator extends SimulatorStreams {
  /** A `WebSocket` that talks to this simulator, whatever host the URL names. */
  readonly WebSocket: SimulatorWebSocketConstructor;
  /** A `fetch` that asks this simulator for client secrets, and controls its calls. */
  readonly fetch: SimulatorFetch;
}

/**
 * Makes a simulator whose WebSockets live in memory: for a browser page, and for tests under virtual time.
 *
 * The same server as `startSimulator`, without sockets, files or timers of its own: everything happens on the given
 * scheduler, so with RxJS's `TestScheduler` an hour of conversation passes at once and a conversation is a marble test.
 * It speaks in noise and listens with `energyDetector` unless told otherwise, because WebAssembly loads asynchronously.
 * A URL without a path, such as `ws://simulator?model=gpt-realtime`, stands for `/v1/realtime`. As the service does, it refuses one
 * that names no model (`missing_model`).
 *
 * Nothing runs while no WebSocket is open; a session is freed when its socket closes.
 *
 * @example
 * import { createSimulator } from '@rx-realtime/simulator';
 *
 * const socket = new (createSimulator().WebSocket)('ws://simulator?model=gpt-realtime');
 * socket.onmessage = ({ data }) => {
 *   console.log(JSON.parse(data).type); // prints: session.created
 *   socket.close();
 * };
 */
export function createSimulator(config: SimulatorConfig = {}): MemorySimulator {
  const core = createCore(config);
  return {
    WebSocket: MemoryWebSocket.bind(undefined, core),
    fetch: memoryFetch(core),
    connections$: core.connections$,
    events$: core.events$,
    wire$: core.wire$,
    notices$: core.notices$,
    facts$: core.facts$,
  };
}
