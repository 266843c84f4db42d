import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { notInstalled } from './device.ts';
import type { DeviceFormat } from './device.ts';

/** What a program is started with. */
export interface ProgramInfo {
  readonly command: string;
  readonly args: readonly string[];
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** What a program tells. */
export interface ProgramObserver {
  /** A piece of what it prints for people. */
  readonly told?: (text: string) => void;
  /** Called once, when the program has ended or could not be started; without a reason if all was well. */
  readonly ended: (reason?: Error) => void;
}

/** Enough for the last line of a complaint. */
const complaintCharacters = 500;

/** Starts a program that takes samples or gives them. */
export const startProgram = (
  { command, args, env }: ProgramInfo,
  { told, ended }: ProgramObserver,
): ChildProcessWithoutNullStreams => {
  const child = spawn(command, args, { env: { ...process.env, ...env } });
  let complaint = '';
  child.stderr.on('data', (bytes: Buffer) => {
    const text = bytes.toString('utf8');
    complaint = (complaint + text).slice(-complaintCharacters);
    told?.(text);
  });
  // What a program says by going while it is written to, its exit code says as well.
  child.stdin.on('error', () => undefined);
  let cause: (Error & { code?: string }) | undefined;
  child.on('error', (error) => (cause = error));
  child.on('close', (exitCode, signal) => {
    if (cause !== undefined) ended(cause.code === 'ENOENT' ? new Error(notInstalled, { cause }) : cause);
    else if (exitCode === 0) ended();
    else ended(new Error(complaint.trim().split('\n').at(-1) || `ended with ${exitCode ?? signal}`));
  });
  return child;
};

/** Ends it at once and lets go of its pipes, also of those that a child of its own holds. */
export const killProgram = (child: ChildProcessWithoutNullStreams): void => {
  child.kill('SIGKILL');
  child.stdin.destroy();
  child.stdout.destroy();
  child.stderr.destroy();
};

/** Blocks of 20 ms: ALSA's own choice is 125 ms, which a conversation hears as delay. */
const alsaPeriodUs = '20000';

/** `arecord`, `aplay`: samples from standard output, to standard input. */
export const alsaProgram = (
  command: 'arecord' | 'aplay',
  { sampleRateHz, device }: DeviceFormat,
  options: readonly string[],
): ProgramInfo => ({
  command,
  args: ['-q', '-t', 'raw', '-f', 'S16_LE', '-c', '1', '-r', String(sampleRateHz), '-F', alsaPeriodUs].concat(
    options,
    device === undefined ? [] : ['-D', device],
  ),
});

/** SoX between the default device (`AUDIODEV` names another) and raw samples on a pipe; about 20 ms at a time. */
export const soxProgram = (from: 'device' | 'pipe', { sampleRateHz, device }: DeviceFormat): ProgramInfo => {
  const raw = [
    '-t',
    'raw',
    '-e',
    'signed-integer',
    '-b',
    '16',
    '-L',
    '-c',
    '1',
    '-r',
    String(sampleRateHz),
    '-',
  ];
  return {
    command: 'sox',
    args: ['-q', '--buffer', '1024', ...(from === 'device' ? ['-d', ...raw] : [...raw, '-d'])],
    env: device === undefined ? {} : { AUDIODEV: device },
  };
};
