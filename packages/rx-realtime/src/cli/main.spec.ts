import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, link, mkdtemp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { noiseVoice, startSimulator } from '@rx-realtime/simulator';
import type { Fault, StartSimulatorConfig } from '@rx-realtime/simulator';

// The program as it is installed: these specs need a build.
const main = fileURLToPath(new URL('../../dist/esm/cli/main.js', import.meta.url));
const sample = fileURLToPath(new URL('../../samples/question.wav', import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rx-realtime-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the program without a key in its environment; `onOutput` may stop it. */
const run = (
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  onOutput?: (text: string, stop: () => void) => void,
  input?: Buffer,
): Promise<Run> =>
  new Promise((resolve) => {
    const { OPENAI_API_KEY: _, ...rest } = process.env;
    const child = spawn(process.execPath, [main, ...args], { cwd: folder, env: { ...rest, ...env } });
    child.stdin.end(input);
    let out = '';
    let err = '';
    child.stdout.on('data', (text: Buffer) => {
      out += String(text);
      onOutput?.(out, () => child.kill('SIGINT'));
    });
    child.stderr.on('data', (text: Buffer) => (err += String(text)));
    child.on('close', (code) => resolve({ code, out, err }));
  });

const eventsOf = ({ out }: Run): ({ type: string } & Record<string, unknown>)[] =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { type: string });

/** A simulator that speaks in noise, quickly, and hears the sample's words. */
const withSimulator = async <T>(
  config: StartSimulatorConfig,
  use: (url: string) => Promise<T>,
): Promise<T> => {
  const simulator = await startSimulator({
    voice: noiseVoice(),
    transcribe: () => 'What time is it in London?',
    ...config,
  });
  try {
    return await use(simulator.url);
  } finally {
    await simulator.close();
  }
};

/** The samples of a WAV file that this program wrote. */
const samplesOf = async (name: string): Promise<Int16Array> => {
  const bytes = await readFile(join(folder, name));
  expect(bytes.toString('latin1', 0, 4)).toBe('RIFF');
  expect(bytes.readUInt32LE(24)).toBe(24_000);
  expect(bytes.readUInt32LE(40)).toBe(bytes.length - 44);
  return new Int16Array(bytes.buffer.slice(bytes.byteOffset + 44, bytes.byteOffset + bytes.length));
};
const rms = (samples: Int16Array): number =>
  Math.hypot(...samples.subarray(0, 24_000)) / Math.sqrt(Math.min(samples.length, 24_000));

describe('rx-realtime talk', () => {
  it('asks the embedded simulator a spoken question and keeps its spoken answer', async () => {
    const result = await run(['talk', sample, '--fast', '--out', 'answer.wav']);
    expect(result).toMatchObject({ code: 0, err: '' });
    expect(result.out).toContain('no OPENAI_API_KEY: talking to the embedded simulator (ws://127.0.0.1:');
    expect(result.out).toMatch(
      /speech started at[^]*speech stopped at[^]*get_time\(\{"city":"London"\}\)[^]*What time is it[^]*in London\./,
    );
    expect(result.out).toMatch(/cost \(prices of \d{4}-\d\d\) +\$0\.\d+/);
    expect(result.out).not.toContain('\u001b');
    const samples = await samplesOf('answer.wav');
    expect(samples.length).toBeGreaterThan(24_000);
    expect(rms(samples)).toBeGreaterThan(300);
  }, 30_000);

  it('warns of a model that will be shut down, and of no other', async () => {
    const talk = (model: string) =>
      run(['talk', '--text', 'Hello.', '--simulator', '--json', '--model', model, '--out', `${model}.wav`]);
    const warningsOf = (result: Run) => eventsOf(result).filter(({ type }) => type === 'warning');
    expect(warningsOf(await talk('gpt-realtime-mini'))).toEqual([
      {
        type: 'warning',
        message: 'gpt-realtime-mini is shut down on 2027-01-20: use gpt-realtime-2.1-mini',
      },
    ]);
    expect(warningsOf(await talk('gpt-realtime-2.1'))).toEqual([]);
  }, 30_000);

  it('survives a connection that is cut before the turn', async () => {
    const result = await run(
      ['talk', sample, '--fast', '--json', '--simulator', '--cut', '--out', 'cut.wav'],
      { OPENAI_API_KEY: 'sk-unused' },
    );
    expect(result.code).toBe(0);
    const events = eventsOf(result);
    expect(events[0]).toMatchObject({ type: 'endpoint', simulated: true, reason: '--simulator' });
    expect(events.filter(({ type }) => type === 'reconnecting')).toHaveLength(1);
    expect(events.at(-1)).toMatchObject({ type: 'summary', connections: 2 });
    expect(result.out).not.toContain('sk-unused');
  }, 30_000);

  it(
    'asks in writing',
    () =>
      withSimulator({}, async (url) => {
        const result = await run([
          'talk',
          '--text',
          'What time is it in Tokyo?',
          '--url',
          url,
          '--json',
          '--out',
          'text.wav',
        ]);
        expect(result.code).toBe(0);
        expect(eventsOf(result)).toContainEqual({
          type: 'tool_call',
          name: 'get_time',
          arguments: { city: 'Tokyo' },
        });
        expect((await samplesOf('text.wav')).length).toBeGreaterThan(0);
      }),
    30_000,
  );

  it.each<[string, number, string, () => Promise<string>]>([
    ['a missing file', 10, 'no.wav: expected an existing file', async () => 'no.wav'],
    [
      'a folder',
      11,
      'The path names a folder',
      async () => (await mkdir(join(folder, 'folder.wav')), 'folder.wav'),
    ],
    [
      'a text file',
      12,
      'expected a WAV file',
      async () => (await writeFile(join(folder, 'text.txt.wav'), 'hello'), 'text.txt.wav'),
    ],
    [
      'a truncated recording',
      13,
      'Record it again',
      async () => (
        await writeFile(join(folder, 'short.wav'), (await readFile(sample)).subarray(0, 9_000)),
        'short.wav'
      ),
    ],
    [
      'an empty recording',
      14,
      'The recording is empty',
      async () => (await writeFile(join(folder, 'empty.wav'), wav(0)), 'empty.wav'),
    ],
    [
      'a silent recording',
      17,
      'no speech was heard in silent.wav',
      async () => (await writeFile(join(folder, 'silent.wav'), wav(24_000)), 'silent.wav'),
    ],
  ])(
    'says in one line what is wrong with %s',
    async (_, exitCode, message, make) => {
      const { code, err } = await run(['talk', await make(), '--fast', '--out', 'none.wav']);
      expect(err).toContain(message);
      expect(err.trim().split('\n')).toHaveLength(1);
      expect(code).toBe(exitCode);
      expect(existsSync(join(folder, 'none.wav'))).toBe(false);
    },
    30_000,
  );

  it('takes a recording from standard input, and one channel of it', async () => {
    const { code, out } = await run(['inspect', '-', '--json'], {}, undefined, await readFile(sample));
    expect({ code, ...(JSON.parse(out) as object) }).toMatchObject({ code: 0, name: 'standard input' });
    const refused = await run(['inspect', '-', '--channel', '2'], {}, undefined, await readFile(sample));
    expect(refused).toMatchObject({
      out: '',
      err: expect.stringContaining('expected channel 1, the only one'),
    });
  }, 30_000);

  it('asks the question that comes through a pipe', async () => {
    const events = await withSimulator({}, async (url) =>
      eventsOf(
        await run(['talk', '-', '--url', url, '--fast', '--json'], {}, undefined, await readFile(sample)),
      ),
    );
    expect(events).toContainEqual(expect.objectContaining({ type: 'question', name: 'standard input' }));
    expect(events.at(-1)).toMatchObject({ type: 'summary' });
  }, 30_000);

  it.each([
    ['itself', async () => 'mine.wav'],
    ['another spelling of it', async () => join(folder, '.', 'mine.wav')],
    ['a symbolic link to it', async () => (await symlink('mine.wav', join(folder, 'soft.wav')), 'soft.wav')],
    [
      'a hard link to it',
      async () => (await link(join(folder, 'mine.wav'), join(folder, 'hard.wav')), 'hard.wav'),
    ],
  ])(
    'does not write the answer over the question: %s',
    async (_, make) => {
      await copyFile(sample, join(folder, 'mine.wav'));
      const { code, err } = await run(['talk', 'mine.wav', '--simulator', '--out', await make()]);
      expect(err).toContain('is the recording itself; choose another file');
      expect(code).toBe(2);
      expect(await readFile(join(folder, 'mine.wav'))).toEqual(await readFile(sample));
    },
    30_000,
  );

  it('shows no password of a URL, and refuses to use it', async () => {
    const { code, out, err } = await run([
      'talk',
      sample,
      '--url',
      'ws://ada:secret@127.0.0.1:9/?key=secret',
    ]);
    expect(code).toBe(22);
    expect(out + err).not.toContain('secret');
    expect(err).toContain('expected a URL without user and password');
  }, 30_000);

  it('says that a key with a line break is none', async () => {
    const { code, out, err } = await run(['talk', sample, '--url', 'ws://127.0.0.1:9'], {
      OPENAI_API_KEY: 'sk-1\n',
    });
    expect(err).toContain('expected a key without spaces');
    expect(code).toBe(21);
    expect(out + err).not.toContain('sk-1');
  }, 30_000);

  it('says that nobody answers', async () => {
    const { code, err } = await run(['talk', sample, '--url', 'ws://127.0.0.1:9']);
    expect({ code, lines: err.trim().split('\n').length }).toEqual({ code: 20, lines: 1 });
  }, 30_000);

  it(
    'says that the key was refused, without saying the key',
    () =>
      withSimulator({ apiKey: 'sk-right' }, async (url) => {
        const { code, out, err } = await run(['talk', sample, '--url', url], {
          OPENAI_API_KEY: 'sk-wrong-1234567',
        });
        expect(code).toBe(21);
        expect(err).toContain('Check OPENAI_API_KEY');
        expect(out + err).not.toContain('sk-wrong-1234567');
      }),
    30_000,
  );

  it('keeps what had arrived when the server dies in the middle', async () => {
    const faults: Fault[] = [{ at: { event: 'response.output_audio.delta', count: 4 }, do: 'reset' }];
    await withSimulator({ faults }, async (url) => {
      const { code, err } = await run(['talk', sample, '--fast', '--url', url, '--out', 'half.wav']);
      expect({ code, err }).toEqual({
        code: 23,
        err: expect.stringContaining('What had arrived is in half.wav'),
      });
      expect((await samplesOf('half.wav')).length).toBeGreaterThan(0);
    });
  }, 30_000);

  it(
    'hangs up on Ctrl-C, keeps the WAV readable and exits 130',
    () =>
      withSimulator({ timing: { audioSpeed: 1 } }, async (url) => {
        let stopped = false;
        const { code } = await run(
          ['talk', sample, '--fast', '--json', '--url', url, '--out', 'stopped.wav'],
          {},
          (out, stop) => {
            if (!stopped && out.includes('"type":"audio"')) stop();
            stopped ||= out.includes('"type":"audio"');
          },
        );
        expect(code).toBe(130);
        expect((await samplesOf('stopped.wav')).length).toBeGreaterThan(0);
      }),
    30_000,
  );
});

describe('rx-realtime inspect', () => {
  it('draws a recording 80 characters wide and without escape codes where there is no terminal', async () => {
    const { code, out, err } = await run(['inspect', sample]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const lines = out.trimEnd().split('\n');
    expect(lines[3]).toMatch(/^[▁▂▃▄▅▆▇█]{80}$/);
    expect(lines.slice(4).map((line) => line.split(' ')[0])).toEqual([
      'recording',
      'duration',
      'format',
      'peak',
      'RMS',
      'silence',
    ]);
    expect(out).toContain('22050 Hz, mono, int16');
    expect(out).not.toContain('\u001b');
  }, 30_000);

  it('prints one line of JSON for programs', async () => {
    const [recording, ...others] = eventsOf(await run(['inspect', sample, '--json']));
    expect(others).toEqual([]);
    expect(recording).toMatchObject({ type: 'recording', name: 'question.wav', channels: 1 });
  }, 30_000);

  it.each<[string, number, string, () => Promise<string>]>([
    ['a missing file', 10, 'no.wav: expected an existing file', async () => 'no.wav'],
    ['a folder', 11, 'The path names a folder', async () => '.'],
    [
      'a text file',
      12,
      'expected a WAV file',
      async () => (await writeFile(join(folder, 'words.wav'), 'hello'), 'words.wav'),
    ],
    [
      'a truncated recording',
      13,
      'Record it again',
      async () => (
        await writeFile(join(folder, 'cut-off.wav'), (await readFile(sample)).subarray(0, 9_000)),
        'cut-off.wav'
      ),
    ],
    [
      'an empty recording',
      14,
      'The recording is empty',
      async () => (await writeFile(join(folder, 'nothing.wav'), wav(0)), 'nothing.wav'),
    ],
  ])(
    'says in one line what is wrong with %s',
    async (_, exitCode, message, make) => {
      const { code, out, err } = await run(['inspect', await make()]);
      expect({ code, out }).toEqual({ code: exitCode, out: '' });
      expect(err).toContain(message);
      expect(err.trim().split('\n')).toHaveLength(1);
    },
    30_000,
  );
});

/** A silent mono WAV of this many samples at 24 kHz. */
function wav(samples: number): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + samples * 2, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(24_000, 24);
  header.writeUInt32LE(48_000, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(samples * 2, 40);
  return Buffer.concat([header, Buffer.alloc(samples * 2)]);
}
