// Kills a process that writes a conversation, again and again, and looks at what is in the file each time.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileLedger } from '@rx-realtime/reconnection/node';
import { firstValueFrom } from 'rxjs';

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
const randomOf = (seed) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const percentiles = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p99: at(0.99), max: sorted.at(-1) ?? 0 };
};

/** Runs a writer, kills it, and resolves to what it has said. */
const killed = async (writer, path, durability, afterMs) => {
  const child = spawn(process.execPath, [writer, path, durability], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  const closed = once(child, 'close');
  // From the first word on, so that a busy machine has not killed it before it begins; at times right then.
  await Promise.race([once(child.stdout, 'data'), closed]);
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  child.kill('SIGKILL');
  await closed;
  return said
    .slice(0, said.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(' '));
};

export const kills = async ({ rounds, seed, writer, durability = 'write', progress = () => undefined }) => {
  const folder = await mkdtemp(join(tmpdir(), 'kills-'));
  const path = join(folder, 'conversation.ndjson');
  const random = randomOf(seed);
  const found = { rounds, given: 0, durable: 0, lost: 0, misplaced: 0, errors: [], torn: 0 };
  const runs = new Map();
  const [open, waits] = [[], []];
  const tornObserver = { next: () => (found.torn += 1) };
  let durable = -1;
  try {
    for (let round = 0; round < rounds; round++) {
      const words = await killed(writer, path, durability, random() ** 2 * 120);
      let given = 0;
      let done = 0;
      for (const [word, value, ms] of words) {
        if (word === 'A') given += 1;
        if (word === 'E') found.errors.push(value);
        if (word === 'T') runs.set(value, (runs.get(value) ?? 0) + 1);
        if (word !== 'D') continue;
        done += 1;
        durable = Math.max(durable, Number(value));
        waits.push(Number(ms));
      }
      found.given += given;
      found.durable += done;
      open.push(given - done);
      const [entry] = await firstValueFrom(fileLedger(path, { tornObserver }).load()).catch((error) => {
        found.errors.push(error.code);
        return [];
      });
      const items = entry?.ledger.conversation.items ?? [];
      const numbers = items
        .filter(({ type }) => type === 'message')
        .map(({ id }) => Number(id.slice('item_'.length)));
      found.lost += Math.max(0, durable - (numbers.at(-1) ?? -1));
      found.misplaced += numbers.filter((n, index) => index > 0 && n !== numbers[index - 1] + 1).length;
      // What was not told to be durable may be there all the same.
      durable = Math.max(durable, numbers.at(-1) ?? -1);
      progress(round + 1);
    }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  const toolsTwice = [...runs.values()].filter((times) => times > 1).length;
  return {
    ...found,
    tools: runs.size,
    toolsTwice,
    openItems: percentiles(open),
    windowMs: percentiles(waits),
  };
};
