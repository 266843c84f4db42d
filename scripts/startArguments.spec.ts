import { expect, it } from '@jest/globals';
import { parseOptions } from '../packages/rx-realtime/src/cli/parseOptions.ts';

type StartArguments = (given: readonly string[], sample: string, parse: typeof parseOptions) => string[];
const program = new URL('./startArguments.mjs', import.meta.url).href;
const { startArguments } = (await import(program)) as { readonly startArguments: StartArguments };

it.each([
  ['', 'talk sample.wav'],
  ['--cut --json', 'talk sample.wav --cut --json'],
  ['--out mine.wav', 'talk sample.wav --out mine.wav'],
  ['mine.wav', 'talk mine.wav'],
  ['--simulator mine.wav', 'talk --simulator mine.wav'],
  ['--text hello', 'talk --text hello'],
  ['--text=hello --fast', 'talk --text=hello --fast'],
  ['talk mine.wav', 'talk mine.wav'],
  ['inspect answer.wav', 'inspect answer.wav'],
  ['simulate --port 8080', 'simulate --port 8080'],
  ['--help', '--help'],
  ['--version', '--version'],
  ['--bogus', 'talk --bogus'],
])('npm start -- %s is rx-realtime %s', (given, meant) => {
  const args = given === '' ? [] : given.split(' ');
  expect(startArguments(args, 'sample.wav', parseOptions).join(' ')).toBe(meant);
});
