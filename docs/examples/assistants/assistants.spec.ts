import { afterEach, expect, it, jest } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { agentsRealtime } from './agentsRealtime.ts';
import { openai } from './openai.ts';
import { rxRealtime } from './rxRealtime.ts';
import {
  asksAloud,
  drops,
  dropsAndIsAsked,
  dropsInTool,
  interrupts,
  throws,
  toldTwice,
  twoTools,
} from './scenes.ts';
import type { Start } from './scenes.ts';

// The table of docs/one-assistant-three-ways.md is what happens here.

const folder = new URL('.', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, folder), 'utf8');

const linesOfCode = (path: string): string =>
  String(
    read(path)
      .split('\n')
      .filter((line) => !/^\s*(\/\/.*|\/\*\*.*)?$/.test(line)).length,
  );

const assistants: readonly (readonly [name: string, file: string, start: Start])[] = [
  ['`openai`', 'openai.ts', openai],
  ['`@openai/agents-realtime`', 'agentsRealtime.ts', agentsRealtime],
  ['rx-realtime', 'rxRealtime.ts', rxRealtime],
];

/** The column of a client in the table, by row. */
const promised = (client: string): Readonly<Record<string, string>> => {
  const rows = read('../../one-assistant-three-ways.md')
    .split('\n')
    .filter((line) => line.startsWith('|') && !line.startsWith('| --'))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const column = rows[0]?.indexOf(client) ?? -1;
  return Object.fromEntries(rows.slice(1).map((cells) => [cells[1] ?? '', cells[column] ?? '']));
};

afterEach(() => {
  jest.restoreAllMocks();
});

it.each(assistants)('%s does what its column says', async (name, file, start) => {
  const began = Date.now();
  let passedMs = 0;
  jest.spyOn(Date, 'now').mockImplementation(() => began + passedMs);
  const interrupted = await interrupts(start, (ms) => (passedMs += ms));
  const whileDown = await dropsAndIsAsked(start);
  const dropped = await drops(start, whileDown === 'answered');
  expect(await asksAloud(start)).toBe('user: What time is it?; assistant: It is noon in London.');
  expect({
    'lines of code': linesOfCode(file),
    'a tool throws': await throws(start),
    'two tools, one of them slow': await twoTools(start),
    'the events of a call come twice': await toldTwice(start),
    'a voice interrupts when 400 ms were played, 1,000 ms after they came': interrupted.cut,
    'the words that nobody heard': interrupted.shown,
    'the line drops in an answer': dropped.cut,
    'a question while the line is down': whileDown,
    'a question when it is up again': dropped.after,
    'the line drops while a tool runs': await dropsInTool(start),
  }).toEqual(promised(name));
});
