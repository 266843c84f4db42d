// `npm run test:all`: what takes longer than `npm test` may, on the built packages; each has a short version in there.
// For developers: `npm run test:all -- --only fuzz`, `npm run test:all -- --from trials`.
import { runSteps } from './steps.mjs';

const script = (name, path, ...args) => ({ name, command: ['node', path, ...args], summary: /^.*\S.*$/gm });

/** What tells in between how far it is. */
const schedules = (name, path) => ({ ...script(name, path), summary: /^\d+ passed.*$/gm });

const steps = [
  { name: 'test', command: ['node', 'scripts/test.mjs'], summary: /^.*(passed|Passed).*$/gm },
  script('recipes', 'scripts/recipes.mjs'),
  script('lesson', 'scripts/firstConversation.mjs'),
  script('specs', 'scripts/nodes.mjs', '--specs'),
  script('runtimes', 'scripts/runtimes.mjs'),
  script('bundlers', 'scripts/bundlers.mjs'),
  script('runners', 'scripts/testRunners.mjs'),
  script('frames', 'packages/codecs/fuzz/run.mjs'),
  script('folds', 'packages/responses/fuzz/run.mjs'),
  script('heap', 'packages/responses/fuzz/heap.mjs'),
  script('sox', 'packages/audio/fuzz/sox.mjs'),
  script('requests', 'packages/simulator/fuzz/requests.mjs'),
  script('model', 'packages/simulator/fuzz/model.mjs'),
  {
    name: 'cuts',
    command: ['node', 'scripts/jest.mjs', '--ci', 'packages/reconnection/spec/manyCuts'],
    summary: /^(Tests|Time):.*$/gm,
    env: { SCHEDULES: '10000' },
  },
  {
    name: 'rotations',
    command: ['node', 'scripts/jest.mjs', '--ci', 'packages/reconnection/spec/manyRotations'],
    summary: /^(Tests|Time):.*$/gm,
    env: { ROTATIONS: '1000' },
  },
  schedules('tools', 'packages/session/fuzz/tools.mjs'),
  {
    name: 'hour',
    command: ['node', 'scripts/jest.mjs', '--ci', 'packages/rx-realtime/spec/longConversation'],
    summary: /^(Tests|Time):.*$/gm,
    env: { TURNS: '400' },
  },
  schedules('ledger', 'packages/reconnection/fuzz/cuts.mjs'),
  script('bytes', 'packages/reconnection/fuzz/bytes.mjs'),
  script('mutation', 'scripts/mutation/run.mjs'),
  script('planted', 'scripts/mutation/plant.mjs'),
  script('halfOpen', 'packages/connection/trials/halfOpen.mjs'),
  script('suspend', 'packages/connection/trials/suspend.mjs'),
  script('release', 'packages/connection/trials/release.mjs'),
  script('uplink', 'packages/connection/trials/uplink.mjs'),
  script('downlink', 'packages/connection/trials/downlink.mjs'),
  script('drops', 'packages/reconnection/trials/drops.mjs'),
  script('durable', 'packages/reconnection/trials/drops.mjs', '108', '500', 'durable'),
  script('peers', 'packages/bench/src/drops.mjs'),
  script('weeks', 'packages/reconnection/trials/weeks.mjs'),
  script('sessions', 'packages/reconnection/trials/rotations.mjs'),
  script('outages', 'packages/reconnection/trials/outages.mjs'),
  script('killed', 'packages/reconnection/trials/killed.mjs'),
  {
    ...script('bargeIn', 'packages/session/trials/bargeIn.mjs'),
    summary: /^(\||\d+ sounds|\d+%).*$/gm,
  },
  script('realTime', 'packages/simulator/trials/realTime.mjs'),
  script('idle', 'packages/simulator/trials/idleSessions.mjs'),
  script('dropped', 'packages/simulator/trials/droppedSessions.mjs'),
  script('appends', 'packages/simulator/trials/millionAppends.mjs'),
  script('hours', 'packages/simulator/trials/hourApart.mjs'),
  script('busy', 'scripts/busy.mjs', '--loops', '4', '--times', '20', '--', 'node', 'scripts/examples.mjs'),
  { name: 'browser', command: ['node', 'scripts/browserTests.mjs'], summary: /^.*(passed|Skipped).*$/gm },
];

await runSteps('npm run test:all', steps);
