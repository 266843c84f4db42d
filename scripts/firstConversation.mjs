// Follows "Your first conversation" to the letter, as somebody would who has never seen this project: the commands of the page in
// an empty folder, its pieces in one file, that file run by plain Node. Until the first release the page sends its readers to
// tarballs; so does this script. Ends in spoken output, or says where the page is wrong.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';
import { outputProblem } from './exampleRuns.mjs';
import { findExamples } from './exampleSources.mjs';
import { pack, tarballs } from './pack.mjs';
import { exitOnInterrupt, outputOf, root } from './run.mjs';

const page = 'docs/first-conversation.md';
const setUp = /^```sh\n([^]*?)\n```$/m.exec(readFileSync(root + page, 'utf8'))[1];
const [lesson] = findExamples([page]);

const must = async (what, command, options) => {
  const { code, output, stdout } = await outputOf(command, { silenceMs: 300_000, ...options });
  if (code !== 0) throw new Error(`${page}: ${what} ended with ${code}\n${output.trimEnd()}`);
  return stdout;
};

exitOnInterrupt();
const parent = mkdtempSync(join(tmpdir(), 'first-conversation-'));
try {
  if ((await build()) !== 0) process.exit(1);
  const packed = await pack();
  if (packed.code !== 0) throw new Error(packed.output);
  const { OPENAI_API_KEY: _, ...env } = process.env;
  const commands = setUp.replace(/rx-realtime @rx-realtime\/simulator/, `${tarballs}/*.tgz`);
  if (commands === setUp) throw new Error(`${page}: the install names other packages`);
  await must('the set-up', ['sh', '-e', '-c', commands], {
    cwd: parent,
    env: { ...env, npm_config_prefer_offline: 'true', npm_config_audit: 'false', npm_config_fund: 'false' },
  });

  const folder = join(parent, /^mkdir (\S+)/.exec(setUp)[1]);
  writeFileSync(`${folder}/talk.mjs`, lesson.text);
  const printed = await must('node talk.mjs', ['node', 'talk.mjs'], { cwd: folder, env });
  const problem = outputProblem(lesson.text, printed);
  if (problem) throw new Error(`${page}: ${problem}`);
  const inspected = await must('inspect', ['npx', 'rx-realtime', 'inspect', 'hello.wav'], {
    cwd: folder,
    env,
  });
  console.log(`First conversation: ${printed.trimEnd().split('\n').length} lines as promised`);
  console.log(inspected.trim().split('\n')[0]);
} finally {
  rmSync(parent, { recursive: true, force: true });
}
