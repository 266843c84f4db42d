// Many sessions in one process, on compiled code: node packages/bench/src/run.mjs sessions (build first).
// P6: processor time for each session and second, and what an idle session holds. All run in real time: a microphone that
// is always open, and an answer for 40 % of the time; the server has a process of its own, as has each client in each
// round; the control is what every other round says. --sessions=800 for the full number; --talk=100 --tls for what one core could carry at the most.
import { certificate } from './certificate.mjs';
import { section, target } from './harness.mjs';
import { attempts, start, using } from './programs.mjs';

const option = (name, otherwise) => {
  const prefix = `--${name}=`;
  const given = process.argv.find((argument) => argument.startsWith(prefix));
  return given === undefined ? otherwise : Number(given.slice(prefix.length));
};
const sessions = option('sessions', 200);
const talk = option('talk', 40) / 100;
const withTls = process.argv.includes('--tls');

const rounds = 4;
const warmMs = 4000;
const measuredMs = 12_000;

/** Side by side, whatever else this machine does hits all alike; two cores carry no more than this. */
const together = sessions <= 200;

const bare = 'ws, JSON.parse and samples';
const openai = 'openai and samples';
const ours = 'rx-realtime: validated, samples, routes';
const withoutGate = 'rx-realtime without latency gate';

const files = withTls ? certificate() : undefined;

/** Opens the sessions of a client, which speak when `measure` is called. */
async function open(client, url) {
  const program = await start('sessionClient.mjs', {
    args: [client, url, ...[sessions, warmMs, measuredMs].map(String)],
    execArgv: ['--expose-gc'],
    env: files && { NODE_EXTRA_CA_CERTS: files.cert },
  });
  const measure = () =>
    using(program, async ({ message: idleBytes, next, send }) => {
      const measured = next();
      send('speak');
      return { idleBytes, ...(await measured) };
    });
  return { client, measure };
}

const all = [bare, openai, ours, withoutGate];
const rows = new Map(all.map((client) => [client, []]));
const { attempt, hasFailed } = attempts();
const record = ({ client, measure }) => attempt(client, async () => rows.get(client).push(await measure()));

async function measureAll(url) {
  for (let round = 0; round < rounds; round++) {
    const opened = [];
    for (const client of all) {
      const session = await attempt(client, () => open(client, url));
      if (session === undefined) continue;
      if (together) opened.push(session);
      else await record(session);
    }
    await Promise.all(opened.map(record));
  }
}

const server = await start('sessionServer.mjs', {
  args: [String(sessions), String(talk), ...(files ? [files.key, files.cert] : [])],
});
await using(server, ({ message: port }) =>
  measureAll(`${withTls ? 'wss' : 'ws'}://localhost:${port}/v1/realtime`),
);
files?.remove();

/** The clients that went through every round. */
const results = new Map([...rows].filter(([client]) => !hasFailed(client)));
const column = (client, name) => results.get(client).map((row) => row[name]);
const middle = (client, name) => column(client, name).toSorted((a, b) => a - b)[rounds >> 1];
const times = new Map([...results.keys()].map((client) => [client, column(client, 'nanoseconds')]));

if (results.size > 0)
  section(
    `${sessions} sessions, ${talk * 100} % speech, ${withTls ? 'TLS' : 'TCP without TLS'}: processor time per session and second`,
    times,
    [
      { of: ours, name: 'P6', by: bare, limit: 1.05 },
      { of: ours, name: 'P6', by: openai, limit: 0.95 },
    ],
  );
for (const client of results.keys()) {
  const rate = (name, unit) => Math.round(middle(client, name) * unit);
  console.log(
    `  heard ${rate('samples', 1 / 24)} ms and spoke ${rate('appends', 100)} ms in a second, lost ${Math.max(...column(client, 'lost'))}, ` +
      `idle ${(middle(client, 'idleBytes') / 1024).toFixed(1)} kB: ${client}`,
  );
}
if (results.has(ours)) tellTargets();

function tellTargets() {
  if (Math.max(...column(ours, 'lost')) > 0) {
    console.log(
      '  not like for like: with its latency gate, rx-realtime dropped sound that the others sent late',
    );
  }
  target('P6 kB for an idle session', middle(ours, 'idleBytes') / 1024, 25);
  if (withTls && talk === 1) {
    target(
      'P6 cores for 1000 constant sessions, extrapolated',
      (middle(ours, 'nanoseconds') * 1000) / 1e9,
      1,
    );
  }
}
