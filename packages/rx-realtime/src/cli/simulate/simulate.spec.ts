import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { conversationItemCreate, responseCreate, userText } from '@rx-realtime/codecs';
import { realtimeSocket } from '@rx-realtime/connection';
import { collectText, responses } from '@rx-realtime/responses';
import { parseRecording } from '@rx-realtime/simulator';
import { firstValueFrom } from 'rxjs';

// The program as it is installed: these specs need a build.
const main = fileURLToPath(new URL('../../../dist/esm/cli/main.js', import.meta.url));
const limitMs = 30_000;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rx-realtime-simulate-'));
  await writeFile(join(folder, 'script.json'), JSON.stringify([['/weather/i', 'It is sunny.']]));
  await writeFile(join(folder, 'bad.json'), '[1]');
});
afterAll(() => rm(folder, { recursive: true }));

const children = new Set<ChildProcess>();
afterEach(() => children.forEach((child) => child.kill('SIGKILL')));

/** `rx-realtime simulate` in a process of its own. */
const simulate = (...args: readonly string[]) => {
  const child = spawn(process.execPath, [main, 'simulate', ...args], { cwd: folder });
  children.add(child);
  child.once('close', () => children.delete(child));
  let out = '';
  let err = '';
  const ended = once(child, 'close').then(([code]: number[]) => ({ code, out, err }));
  const started = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (text: Buffer) => {
      out += String(text);
      const url = /listens on (\S+)/.exec(out)?.[1];
      if (url !== undefined) resolve(url);
    });
    child.stderr.on('data', (text: Buffer) => (err += String(text)));
    void ended.then(() => reject(new Error(`it did not start: ${err}`)));
  });
  // A spec about a program that does not start does not ask for its URL.
  started.catch(() => undefined);
  return {
    ended,
    started,
    stop: () => {
      child.kill('SIGINT');
      return ended;
    },
  };
};

/** Asks in writing; resolves to the written answer, or rejects with what became of the connection. */
const ask = (url: string, question: string, apiKey?: string): Promise<string> => {
  const socket = realtimeSocket({
    url,
    model: 'gpt-realtime',
    apiKey,
    session: { output_modalities: ['text'] },
  });
  const answer = firstValueFrom(socket.pipe(responses(), collectText()));
  socket.next(conversationItemCreate(userText(question)));
  socket.next(responseCreate());
  return answer;
};

describe('rx-realtime simulate', () => {
  it('says what the script says, tells each event in a line, and records', async () => {
    const recorded = simulate('--script', 'script.json', '--record', 'talk.ndjson', '--key', 'sk-good-123');
    const answer = await ask(await recorded.started, 'How is the weather?', 'sk-good-123');
    expect(answer).toBe('It is sunny.');
    const { code, out, err } = await recorded.stop();
    expect({ code, err }).toEqual({ code: 130, err: '' });
    expect(out).toMatch(
      /^ +\d+\.\d{3} #1 → conversation\.item\.create +item_\w+ user "How is the weather\?"$/m,
    );
    expect(out).toMatch(/^ +\d+\.\d{3} #1 ← response\.output_text\.delta +item_\w+ " sunny\."$/m);
    expect(out).toMatch(/^ +#1 opened \/v1\/realtime$/m);
    expect(out).not.toContain('\u001b');

    const text = await readFile(join(folder, 'talk.ndjson'), 'utf8');
    expect(parseRecording(text).flatMap(({ from, event }) => (event ? [from] : []))).toEqual(
      [...out.matchAll(/^ +\d+\.\d{3} #1 ([→←])/gm)].map(([, arrow]) =>
        arrow === '→' ? 'client' : 'server',
      ),
    );
    expect(out + text).not.toContain('sk-good-123');

    const again = simulate('--script', 'talk.ndjson');
    expect(await ask(await again.started, 'Anything.')).toBe('It is sunny.');
    await again.stop();
  }, 30_000);

  it('says so when the disk is full, and goes on serving', async () => {
    const { started, stop } = simulate('--script', 'script.json', '--record', '/dev/full');
    const url = await started;
    expect(await ask(url, 'How is the weather?')).toBe('It is sunny.');
    expect(await ask(url, 'And the weather now?')).toBe('It is sunny.');
    const { code, out } = await stop();
    expect(code).toBe(130);
    expect(out.match(/nothing is recorded any more: .*ENOSPC/g)).toHaveLength(1);
  }, 30_000);

  it('reads a script that begins with a byte order mark', async () => {
    await writeFile(join(folder, 'marked.json'), `\uFEFF${JSON.stringify(['Marked.'])}`);
    const { started, stop } = simulate('--script', 'marked.json');
    expect(await ask(await started, 'Anything.')).toBe('Marked.');
    await stop();
  }, 30_000);

  it('lets things go wrong, each fault at its time', async () => {
    const { started, stop } = simulate(
      '--fault',
      'close(4000,gone fishing)@response.created#1',
      '--fault',
      '{"at":{"connection":2},"do":"failResponse","code":"rate_limit_exceeded"}',
      '--record',
      'faults.ndjson',
    );
    const url = await started;
    await expect(ask(url, 'Hello?')).rejects.toMatchObject({ closeCode: 4000 });
    await expect(ask(url, 'Hello?')).rejects.toThrow('rate_limit_exceeded');
    expect((await stop()).out).toMatch(/^ +#1 closed by the server 4000 gone fishing$/m);
    const recorded = parseRecording(await readFile(join(folder, 'faults.ndjson'), 'utf8'));
    expect(recorded.find(({ close }) => close)).toMatchObject({
      connection: 1,
      from: 'server',
      close: { code: 4000, reason: 'gone fishing' },
    });
  }, 30_000);

  it('refuses any other key, as the service does', async () => {
    const { started, stop } = simulate('--key', 'sk-good-123');
    await expect(ask(await started, 'Hello?', 'sk-bad-456')).rejects.toMatchObject({ reason: 'auth' });
    const { out } = await stop();
    expect(out).toMatch(/^ +\d+\.\d{3} #1 ← error +invalid_api_key/m);
    expect(out).not.toMatch(/sk-good-123|sk-bad-456/);
  }, 30_000);

  it.each<[string, number, string, readonly string[]]>([
    ['a script that is missing', 10, 'no.json: expected an existing file', ['--script', 'no.json']],
    ['a script that is a folder', 11, '.: expected a file, got a folder', ['--script', '.']],
    ['a script that is none', 18, 'bad.json: reply 1: expected a text', ['--script', 'bad.json']],
    ['a record that cannot be written', 10, 'no/talk.ndjson: expected', ['--record', 'no/talk.ndjson']],
    [
      'a fault that is none',
      2,
      '--fault explode: "explode" is no fault; expected one of',
      ['--fault', 'explode'],
    ],
  ])(
    'says in one line what is wrong with %s',
    async (_, exitCode, message, args) => {
      const { code, out, err } = await simulate(...args).ended;
      expect({ code, out }).toEqual({ code: exitCode, out: '' });
      expect(err).toContain(message);
      expect(err.trim().split('\n')).toHaveLength(1);
    },
    limitMs,
  );

  it('says that the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, err } = await simulate('--port', String(port)).ended;
    other.close();
    expect({ code, err }).toEqual({
      code: 31,
      err: `rx-realtime: port ${port} is taken or reserved; choose another with --port\n`,
    });
  }, 30_000);
});
