// Many sessions in one process, on compiled code: node packages/bench/src/run.mjs sessions (build first).
// P6: processor time for each session and second, and what an idle session holds. All run in real time: a microphone that
// is always open, and an answer for 40 % of the time; the server has a process of its own, as has each client in each
// round; the control is what every other round says. --sessions=800 for the full number; --talk=100 --tls for what one core could carry at the most.
import { certificate } from './certificate.mjs';
import { section, target } from './harness.mjs';
import { nextMessage, start } from './programs.mjs';

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
const { child: server, message: port } = await start('sessionServer.mjs', {
  args: [String(sessions), String(talk), ...(files ? [files.key, files.cert] : [])],
});
const url = `${withTls ? 'wss' : 'ws'}://localhost:${port}/v1/realtime`;

/** Opens the sessions; `measure` has them speak. */
async function open(client) {
  const { child, message: idleBytes } = await start('sessionClient.mjs', {
    args: [client, url, ...[sessions, warmMs, measuredMs].map(String)],
    execArgv: ['--expose-gc'],
    env: files && { NODE_EXTRA_CA_CERTS: files.cert },
  });
  const measure = async () => {
    const measured = nextMessage(child);
    child.send('speak');
    return { idleBytes, ...(await measured) };
  };
  return { client, measure };
}

const results = new Map([bare, openai, ours, withoutGate].map((client) => [client, []]));
const record = async ({ client, measure }) => results.get(client).push(await measure());
for (let round = 0; round < rounds; round++) {
  const opened = [];
  for (const client of results.keys()) {
    opened.push(await open(client));
    if (!together) await record(opened.pop());
  }
  await Promise.all(opened.map(record));
}
server.disconnect();

const column = (client, name) => results.get(client).map((row) => row[name]);
const middle = (client, name) => column(client, name).toSorted((a, b) => a - b)[rounds >> 1];
const times = new Map([...results.keys()].map((client) => [client, column(client, 'nanoseconds')]));

section(
  `${sessions} sessions, ${talk * 100} % speech, ${withTls ? 'TLS' : 'TCP without TLS'}: processor time per session and second`,
  times,
  [
    { of: ours, name: 'P6', limit: 1.05 },
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
if (Math.max(...column(ours, 'lost')) > 0) {
  console.log(
    '  not like for like: with its latency gate, rx-realtime dropped sound that the others sent late',
  );
}
target('P6 kB for an idle session', middle(ours, 'idleBytes') / 1024, 25);
if (withTls && talk === 1) {
  target('P6 cores for 1000 constant sessions, extrapolated', (middle(ours, 'nanoseconds') * 1000) / 1e9, 1);
}
