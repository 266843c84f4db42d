import { parseArgs } from 'node:util';
import { usageError } from './cliError.ts';
import { simulateOptions } from './simulate/simulateOptions.ts';
import type { SimulateOptions } from './simulate/simulateOptions.ts';

/** `rx-realtime talk`. */
export interface TalkOptions {
  readonly command: 'talk';
  /** A path, or `-` for standard input. */
  readonly question: string | undefined;
  /** The only channel of the recording that is heard, from 1. */
  readonly channel: number | undefined;
  readonly out: string;
  readonly url: string | undefined;
  readonly model: string;
  readonly voice: string;
  readonly instructions: string;
  readonly text: string | undefined;
  readonly fast: boolean;
  readonly json: boolean;
  readonly simulator: boolean;
  readonly cut: boolean;
}

/** `rx-realtime inspect`. */
interface InspectOptions {
  readonly command: 'inspect';
  readonly recording: string;
  readonly channel: number | undefined;
  readonly json: boolean;
}

export type Options =
  TalkOptions | SimulateOptions | InspectOptions | { readonly command: 'help' | 'version' };

export const usageText = `Usage
  rx-realtime talk <question.wav> [options]   ask a spoken question, get a spoken answer
  rx-realtime talk --text "…" [options]       ask in writing, get a spoken answer
  rx-realtime simulate [options]              run the embedded simulator
  rx-realtime inspect <recording.wav> [options]  draw a recording and measure it

A recording may be - for standard input, or a pipe.

Options of talk
  --out <file>           where the answer goes (answer.wav)
  --simulator            talk to the embedded simulator even if OPENAI_API_KEY is set
  --url <ws://…>         another server
  --model <name>         (gpt-realtime-2.1)
  --voice <name>         (marin)
  --instructions <text>  what the assistant is told
  --channel <N>          hear this channel alone (all of them, averaged)
  --fast                 send the recording at once instead of at speaking pace
  --cut                  cut the first connection before the turn (simulator only), to see it recover
  --json                 one JSON event a line, for programs

Options of simulate
  --port <N>             (a free one)
  --script <file>        what is said: replies as JSON, or a recording
  --fault <fault>        what goes wrong; several times for several faults:
                         reset@client:20#1, "close(1011)@response.created", stall@5s, or JSON
  --record <file>        write each event to a file, one line of JSON each
  --key <sk-…>           the only key that is good (any)
  --seed <N>             of ids and dice (1)
  --cut                  cut the first connection before the turn

Options of inspect
  --channel <N>          measure this channel alone (all of them, averaged)
  --json                 one line of JSON, for programs

  --help, --version

With OPENAI_API_KEY set, talk uses OpenAI's service; without it, the embedded simulator.`;

const flags = {
  out: { type: 'string' },
  url: { type: 'string' },
  model: { type: 'string' },
  voice: { type: 'string' },
  instructions: { type: 'string' },
  text: { type: 'string' },
  channel: { type: 'string' },
  port: { type: 'string' },
  script: { type: 'string' },
  fault: { type: 'string', multiple: true },
  record: { type: 'string' },
  key: { type: 'string' },
  seed: { type: 'string' },
  fast: { type: 'boolean' },
  json: { type: 'boolean' },
  simulator: { type: 'boolean' },
  cut: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

/** Which flags a command takes; any other is a mistake worth telling. */
const flagsOf: Readonly<Record<string, ReadonlySet<string>>> = {
  talk: new Set([
    'channel',
    'out',
    'url',
    'model',
    'voice',
    'instructions',
    'text',
    'fast',
    'json',
    'simulator',
    'cut',
  ]),
  simulate: new Set(['port', 'script', 'fault', 'record', 'key', 'seed', 'cut']),
  inspect: new Set(['channel', 'json']),
};

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: flags, allowPositionals: true });
  } catch (error) {
    // parseArgs names the argument; its advice on "--" helps nobody here.
    throw usageError(error instanceof Error ? error.message.split('. ')[0]! : String(error));
  }
};

const channelOf = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const channel = Number(text);
  if (Number.isInteger(channel) && channel >= 1) return channel;
  throw usageError(`--channel "${text}" is not the number of a channel, from 1`);
};

/** Reads the command line; throws a {@link CliError} that says which argument is wrong. */
export function parseOptions(args: readonly string[]): Options {
  const { values, positionals } = parse(args);
  const [command, ...rest] = positionals;
  if (values.version) return { command: 'version' };
  if (values.help || command === 'help' || command === undefined) return { command: 'help' };
  const allowed = flagsOf[command];
  if (allowed === undefined)
    throw usageError(`"${command}" is not a command; expected talk, simulate or inspect`);
  const stray = Object.keys(values).find((name) => !allowed.has(name));
  if (stray !== undefined) throw usageError(`--${stray} is not an option of ${command}`);

  if (command === 'simulate') {
    if (rest.length > 0) throw usageError(`simulate takes no argument, got "${rest[0]}"`);
    return simulateOptions(values);
  }
  const [question, ...more] = rest;
  if (command === 'inspect') {
    if (question === undefined || more.length > 0)
      throw usageError(`inspect takes one recording, got ${rest.length}`);
    return { command, recording: question, channel: channelOf(values.channel), json: values.json ?? false };
  }
  if (more.length > 0) throw usageError(`talk takes one recording, got ${rest.length}`);
  if (question === undefined && values.text === undefined)
    throw usageError('talk needs a recording or --text');
  if (question !== undefined && values.text !== undefined)
    throw usageError('talk takes a recording or --text, not both');
  return {
    command: 'talk',
    question,
    channel: channelOf(values.channel),
    out: values.out ?? 'answer.wav',
    url: values.url,
    model: values.model ?? 'gpt-realtime-2.1',
    voice: values.voice ?? 'marin',
    instructions: values.instructions ?? 'You are a friendly assistant. Answer in one short sentence.',
    text: values.text,
    fast: values.fast ?? false,
    json: values.json ?? false,
    simulator: values.simulator ?? false,
    cut: values.cut ?? false,
  };
}
