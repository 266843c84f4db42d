// Whether a rehearsal runs in the test runners that people have: packs the packages, installs them with Jest 30 and
// Vitest 4 in a fresh project, and runs the same five lines in both.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pack, tarballOf } from './pack.mjs';
import { publicPackages } from './packages.mjs';
import { exitOnInterrupt, outputOf } from './run.mjs';

const runners = { jest: '^30.0.0', vitest: '^4.0.0' };
const peers = { 'fp-ts': '^2.16.0', 'io-ts': '^2.2.20', rxjs: '^7.8.0' };

/** @param heading what the runner needs imported */
const spec = (heading) => `${heading}
import { appendInputAudio, outputAudio, playback, realtimeSocket } from 'rx-realtime';
import { rehearse } from 'rx-realtime/rehearsal';
import { fact, say, simulatedUser } from 'rx-realtime/simulator';
import { share } from 'rxjs';

const application = ({ line, ears, mouth }) => {
  const socket = realtimeSocket(line);
  const live$ = socket.pipe(share());
  return socket.send(ears.pipe(appendInputAudio()), live$.pipe(outputAudio(), playback(mouth)));
};
const user = simulatedUser([{ atMs: 1_000, text: 'Where is my order?' }]);
const responder = () => [say('It is on its way.', fact('order-42'))];

it('says where the order is', async () => {
  const { heard } = await rehearse(application, { user, responder, facts: { 'order-42': 1 } });
  expect(heard).toEqual({ 'order-42': 1 });
});

it('names the seed and the line', async () => {
  await expect(rehearse(application, { user, responder, facts: { 'order-42': 2 }, seed: 7 })).rejects.toThrow(
    /seed 7; at .* assistant: It is on its way/,
  );
});
`;

const files = {
  'jest.config.mjs': `export default { testMatch: ['**/*.jest.mjs'], transform: {} };\n`,
  'vitest.config.mjs': `export default { test: { include: ['**/*.vitest.mjs'], watch: false } };\n`,
  'rehearsal.jest.mjs': spec("import { expect, it } from '@jest/globals';"),
  'rehearsal.vitest.mjs': spec("import { expect, it } from 'vitest';"),
};

const npmInstall = ['npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts'];
const commands = {
  'npm install': npmInstall,
  'jest 30': ['node', '--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '--ci'],
  'vitest 4': ['node', 'node_modules/vitest/vitest.mjs', 'run'],
};

/** What a command printed if it failed. */
const failureOf = async (name, command, cwd) => {
  const { code, output } = await outputOf(command, { silenceMs: 5 * 60_000, cwd });
  return code === 0 ? [] : [`── ${name}\n${output.trimEnd()}`];
};

const inProject = async () => {
  const project = mkdtempSync(join(tmpdir(), 'rx-realtime-runners-'));
  try {
    const packed = publicPackages().map((item) => [item.manifest.name, `file:${tarballOf(item)}`]);
    const dependencies = { ...peers, ...runners, ...Object.fromEntries(packed) };
    writeFileSync(
      join(project, 'package.json'),
      JSON.stringify({ private: true, type: 'module', dependencies }),
    );
    for (const [file, text] of Object.entries(files)) writeFileSync(join(project, file), text);
    const failures = [];
    for (const [name, command] of Object.entries(commands))
      failures.push(...(await failureOf(name, command, project)));
    return failures;
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
};

exitOnInterrupt();
const { code, output } = await pack();
const failures = code === 0 ? await inProject() : [`── pnpm pack\n${output.trimEnd()}`];
for (const failure of failures) console.error(`${failure}\n`);
console.log(`rehearsals in Jest 30 and Vitest 4: ${failures.length === 0 ? 'passed' : 'failed'}`);
process.exitCode = failures.length === 0 ? 0 : 1;
