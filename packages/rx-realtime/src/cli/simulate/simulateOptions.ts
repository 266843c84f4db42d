import { either as E } from 'fp-ts';
import type { Fault } from '@rx-realtime/simulator';
import { usageError } from '../cliError.ts';
import { parseFault } from './parseFault.ts';

/** `rx-realtime simulate`. */
export interface SimulateOptions {
  readonly command: 'simulate';
  readonly port: number;
  readonly cut: boolean;
  readonly faults: readonly Fault[];
  /** A file with what is said. */
  readonly script: string | undefined;
  /** A file to write the events to. */
  readonly record: string | undefined;
  /** The one good key; any is, without. */
  readonly key: string | undefined;
  readonly seed: number | undefined;
}

/** The options as the command line has them. */
export interface SimulateFlags {
  readonly port?: string | undefined;
  readonly cut?: boolean | undefined;
  readonly fault?: readonly string[] | undefined;
  readonly script?: string | undefined;
  readonly record?: string | undefined;
  readonly key?: string | undefined;
  readonly seed?: string | undefined;
}

/** Reads the options of `simulate`; throws a {@link CliError} that says what was expected. */
export function simulateOptions(flags: SimulateFlags): SimulateOptions {
  return {
    command: 'simulate',
    port: parsePort(flags.port),
    cut: flags.cut ?? false,
    faults: (flags.fault ?? []).map(faultOf),
    script: flags.script,
    record: flags.record,
    key: flags.key,
    seed: flags.seed === undefined ? undefined : parseSeed(flags.seed),
  };
}

function faultOf(text: string): Fault {
  const fault = parseFault(text);
  if (E.isRight(fault)) return fault.right;
  throw usageError(`--fault ${text.length > 60 ? `${text.slice(0, 60)}…` : text}: ${fault.left}`);
}

function parsePort(text: string | undefined): number {
  const port = Number(text ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw usageError(`--port expects 0 to 65535, got "${text}"`);
  return port;
}

function parseSeed(text: string): number {
  const seed = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(seed))
    throw usageError(`--seed expects a whole number, got "${text}"`);
  return seed;
}
