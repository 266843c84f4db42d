// A session over loopback, on compiled code: node packages/bench/src/run.mjs endToEnd (build first).
// P3: processor time of a client for each event, from the network to what the application is given. A server in a process
// of its own sends as fast as the client reads; each client has a process of its own in each round. `openai` speaks only
// wss: it is given plain TCP sockets, as all the others have.
import { againstArguments, otherFolder } from './builds.mjs';
import { section, takeTurns } from './harness.mjs';
import { attempts, start, using } from './programs.mjs';

/**
 * How many events come before the measurement, and how many are measured. The engine compiles every client for some
 * tenths of a second; the measurement is of what comes after.
 */
const workloads = {
  'session mix': { warm: 20_000, count: 30_000, rounds: 3 },
  '16 KB audio': { warm: 6000, count: 10_000, rounds: 2 },
  'transcript only': { warm: 40_000, count: 80_000, rounds: 3 },
};

const ours = 'rx-realtime: validated, samples, routes';
const clients = [
  'ws and JSON.parse',
  ...(otherFolder === undefined ? ['ws, JSON.parse and samples', 'rxjs webSocket'] : []),
  ours,
  ...(otherFolder === undefined
    ? ['openai', 'openai and samples', 'agents-realtime, samples']
    : [`other build: ${ours}`]),
];
/** Two builds of ours differ by little, and there are fewer clients to wait for. */
const times = otherFolder === undefined ? 1 : 4;
const goal = (by, limit) => ({ of: ours, name: 'P3', by, limit });
const goals = {
  'session mix': [
    goal('ws and JSON.parse', 1),
    goal('openai and samples', 0.75),
    goal('agents-realtime, samples', 0.35),
  ],
  '16 KB audio': [],
  'transcript only': [goal('openai', 0.9)],
};

/** What one client took for each event, and what it was given. */
async function read(client, workload, port) {
  const { warm, count } = workloads[workload];
  const query = new URLSearchParams({ workload, warm, count });
  const url = `ws://127.0.0.1:${port}/v1/realtime?${query}`;
  const program = await start('floodClient.mjs', { args: [client, url, ...againstArguments] });
  const { microseconds, samples, characters } = await using(program, ({ message }) => message);
  return { nanoseconds: (microseconds * 1000) / count, samples, characters };
}

const totals = new Map();

/** Clients that are given other things than those before them cannot be compared. */
function agree(what, total) {
  if (total !== (totals.get(what) ?? total)) throw new Error(`${what}: ${total}, others ${totals.get(what)}`);
  totals.set(what, total);
}

/** What each client that did not fail took, or undefined if none is left. */
async function compareClients(workload, port) {
  const { attempt, hasFailed } = attempts();
  const works = clients.map((client) => [client, () => read(client, workload, port)]);
  const turns = await takeTurns(works, workloads[workload].rounds * times, (work, client) =>
    attempt(client, async () => {
      const { nanoseconds, samples, characters } = await work();
      agree(`${workload}, characters`, characters);
      if (client.includes('samples')) agree(`${workload}, samples`, samples);
      return nanoseconds;
    }),
  );
  return new Map([...turns].filter(([client]) => !hasFailed(client)));
}

await using(await start('floodServer.mjs'), async ({ message: port }) => {
  for (const workload of Object.keys(workloads)) {
    const turns = await compareClients(workload, port);
    if (turns.size === 0) continue;
    section(`${workload}: processor time per event, over TCP without TLS`, turns, goals[workload]);
  }
});
