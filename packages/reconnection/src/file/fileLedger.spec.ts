import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFile,
  link,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectKept, expectRefused } from '../contract/internal/expectKept.ts';
import { append, hold, keptBy } from '../contract/internal/hold.ts';
import { sampleEntries, sampleSecret } from '../contract/internal/sampleEntries.ts';
import { ledgerStoreContract } from '../contract/ledgerStoreContract.ts';
import type { LedgerEntry } from '../ledger/ledgerEntry.ts';
import { fileLedger } from './fileLedger.ts';
import type { FileLedgerConfig, TornLine } from './fileLedgerConfig.ts';
import { nodeFileSystem } from './internal/fileSystem.ts';
import { frame } from './internal/frame.ts';
import { thisProcess } from './internal/LockOwner.ts';

let folder = '';
let path = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ledger-'));
  path = join(folder, 'conversation.ndjson');
});
afterEach(() => rm(folder, { recursive: true }));

const write = async (entries: readonly LedgerEntry[], config?: FileLedgerConfig): Promise<void> => {
  const store = fileLedger(path, config);
  const { release } = await hold(store);
  await append(store, entries);
  release();
  // The next one waits until the file is free.
  await keptBy(store);
};
const read = () => readFile(path, 'utf8');
const linesOf = async () => (await read()).trimEnd().split('\n');
const claims = (from: number, count: number): readonly LedgerEntry[] =>
  Array.from({ length: count }, (_, index) => ({
    type: 'accepted',
    event: { type: 'response.cancel', event_id: `event_${from + index}` },
  }));

describe('fileLedger', () => {
  let places = 0;
  describe.each([
    ['write', {}],
    ['fsync', { durability: 'fsync' }],
    ['with a snapshot at each append', { compactBytes: 1 }],
    [
      'sealed',
      {
        seal: {
          encode: (text) => Buffer.from(text).toString('hex'),
          decode: (sealed) => Buffer.from(sealed, 'hex').toString(),
        },
      },
    ],
  ] satisfies [string, FileLedgerConfig][])('%s', (_, config) => {
    it.each(
      ledgerStoreContract(() => {
        const file = join(folder, `${places++}.ndjson`);
        return {
          open: () => fileLedger(file, config),
          read: () => readFile(file, 'utf8'),
          damage: async () => {
            const text = await readFile(file, 'utf8');
            const at = Math.floor(text.indexOf('\n') / 2);
            await writeFile(file, `${text.slice(0, at)}#${text.slice(at + 1)}`);
          },
        };
      }),
    )('$name', async ({ run }) => {
      expect(await run()).toBeUndefined();
    });
  });

  it('writes one line of JSON an entry, for its owner alone, and leaves nothing beside', async () => {
    await write([]);
    await write(sampleEntries);
    const seqs = (await linesOf()).map((line) => (JSON.parse(line) as { seq: number }).seq);
    expect(seqs).toEqual([...Array(1 + sampleEntries.length).keys()]);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['conversation.ndjson']);
    expect(await read()).not.toContain(sampleSecret);
  });

  it('takes a file away from other readers', async () => {
    await writeFile(path, '', { mode: 0o644 });
    await write(sampleEntries);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('follows no symbolic link', async () => {
    const elsewhere = join(folder, 'elsewhere');
    await writeFile(elsewhere, '');
    await symlink(elsewhere, path);
    await expectRefused(hold(fileLedger(path)), 'unavailable');
    expect(await readFile(elsewhere, 'utf8')).toBe('');
    expect(await readdir(folder)).toEqual(['conversation.ndjson', 'elsewhere']);
  });

  it('needs a folder, and a file', async () => {
    await expectRefused(hold(fileLedger(join(folder, 'none', 'file'))), 'unavailable');
    await expectRefused(hold(fileLedger(folder)), 'unavailable');
  });

  it('cuts off a torn last line, and tells it once', async () => {
    await write(claims(0, 2));
    await write(claims(2, 2));
    const whole = await read();
    const torn: TornLine[] = [];
    const tornObserver = { next: (line: TornLine) => torn.push(line) };
    const lastLine = whole.slice(whole.lastIndexOf('\n', whole.length - 2) + 1);
    for (const bytes of [1, 20, lastLine.length - 1]) {
      await writeFile(path, whole);
      await appendFile(path, lastLine.slice(0, bytes));
      await expectKept(fileLedger(path, { tornObserver }), claims(0, 4));
      await expectKept(fileLedger(path, { tornObserver }), claims(0, 4));
      expect(await read()).toBe(whole);
    }
    expect(torn).toEqual(
      [1, 20, lastLine.length - 1].map((bytes) => ({ atByte: Buffer.byteLength(whole), bytes })),
    );
  });

  it('goes on where the last line was torn', async () => {
    await write(claims(0, 2));
    await write(claims(2, 2));
    await truncate(path, (await stat(path)).size - 3);
    await write(claims(4, 1));
    await expectKept(fileLedger(path), [...claims(0, 3), ...claims(4, 1)]);
  });

  it.each([
    [
      'a changed byte',
      (lines: string[]) =>
        lines.map((line, at) => (at === 1 ? line.replace('"event_2"', '"event_9"') : line)),
    ],
    ['a lost line', (lines: string[]) => lines.filter((_, at) => at !== 1)],
    [
      'a line that comes twice',
      (lines: string[]) => lines.flatMap((line, at) => (at === 1 ? [line, line] : [line])),
    ],
    ['lines in another order', (lines: string[]) => lines.map((line, at) => lines.at(-1 - at) ?? line)],
    ['an empty line', (lines: string[]) => [...lines, '']],
  ])('tells %s, and changes nothing', async (_, damage) => {
    await write(claims(0, 2));
    await write(claims(2, 2));
    const damaged = `${damage(await linesOf()).join('\n')}\n`;
    await writeFile(path, damaged);
    await expectRefused(hold(fileLedger(path)), 'corrupt');
    expect(await read()).toBe(damaged);
    expect(await readdir(folder)).toEqual(['conversation.ndjson']);
  });

  it('takes nothing from a newer version', async () => {
    await writeFile(path, frame(0, '{"version":2,"type":"waived"}'));
    await expectRefused(hold(fileLedger(path)), 'newer');
  });

  it('is refused to a process while another one holds it, and taken over when that is dead', async () => {
    const child = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => 0, 1000)']);
    const exit = once(child, 'exit');
    try {
      await once(child.stdout, 'data');
      const [, text = ''] =
        /\) (.*)/.exec(await readFile(`/proc/${child.pid}/stat`, 'utf8').catch(() => '')) ?? [];
      const start = text.split(' ')[19] ?? '';
      const owner = await thisProcess(nodeFileSystem, 'token');
      await writeFile(`${path}.lock`, JSON.stringify({ ...owner, pid: child.pid, start }));
      await expectRefused(hold(fileLedger(path)), 'fenced');
    } finally {
      child.kill('SIGKILL');
      await exit;
    }
    await write(claims(0, 1));
    await expectKept(fileLedger(path), claims(0, 1));
  });

  it.each([
    ['of another run of this machine', { boot: 'another' }, 'no error'],
    ['of another process with the same number', { start: '1' }, 'no error'],
    ['of another machine', { host: `not-${hostname()}` }, 'fenced'],
  ])('knows a lock %s', async (_, change, end) => {
    const owner = await thisProcess(nodeFileSystem, 'token');
    await writeFile(`${path}.lock`, JSON.stringify({ ...owner, ...change }));
    await expectRefused(hold(fileLedger(path)), end);
  });

  it('leaves a lock alone that nobody can read', async () => {
    await writeFile(`${path}.lock`, 'mine');
    await expectRefused(hold(fileLedger(path)), 'fenced');
  });

  it('is fenced once its lock is taken away, for good', async () => {
    const store = fileLedger(path);
    const { release } = await hold(store);
    await append(store, claims(0, 1));
    await rm(`${path}.lock`);
    await expectRefused(append(store, claims(1, 1)), 'fenced');
    await writeFile(`${path}.other`, '{}');
    await link(`${path}.other`, `${path}.lock`);
    await expectRefused(append(store, claims(2, 1)), 'fenced');
    release();
    await rm(`${path}.lock`);
    await expectKept(fileLedger(path), claims(0, 1));
  });

  it('refuses an append that is not loaded', async () => {
    await expectRefused(append(fileLedger(path), claims(0, 1)), 'fenced');
  });

  it('stays small, however much happens', async () => {
    const store = fileLedger(path, { compactBytes: 4_096 });
    const { release } = await hold(store);
    for (let at = 0; at < 200; at++) {
      await append(store, claims(at, 1));
      await append(store, [{ type: 'refused', eventId: `event_${at}` }]);
    }
    release();
    expect((await stat(path)).size).toBeLessThan(16_384);
    await expectKept(fileLedger(path), []);
  });

  it('is full where a conversation does not fit, and goes on when it is shorter', async () => {
    const store = fileLedger(path, { maxBytes: 2_000, retryMs: 0 });
    const { release } = await hold(store);
    await append(store, claims(0, 1));
    await expectRefused(append(store, claims(1, 40)), 'full');
    const settled = claims(1, 40).map((_, at): LedgerEntry => ({
      type: 'refused',
      eventId: `event_${at + 1}`,
    }));
    await append(store, settled);
    release();
    await expectKept(fileLedger(path), claims(0, 1));
    expect((await stat(path)).size).toBeLessThanOrEqual(2_000);
  });

  it('keeps what redact leaves, also in snapshots', async () => {
    const redact = (entry: LedgerEntry): LedgerEntry =>
      entry.type === 'accepted'
        ? { type: 'accepted', event: { type: 'response.cancel', event_id: 'x' } }
        : entry;
    await write(claims(0, 1), { redact, compactBytes: 1 });
    await write(claims(1, 1), { redact, compactBytes: 1 });
    expect(await read()).not.toContain('event_1');
    expect(await read()).toContain('"event_id":"x"');
  });

  it('refuses an entry that redact cannot take', async () => {
    const store = fileLedger(path, {
      redact: () => {
        throw new Error('no');
      },
    });
    const { release } = await hold(store);
    await expectRefused(append(store, claims(0, 1)), 'unavailable');
    release();
    await expectKept(fileLedger(path), []);
  });
});
