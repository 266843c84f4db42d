import { readFile } from 'node:fs/promises';
import { apply, either as E } from 'fp-ts';
import * as t from 'io-ts';
import type { Reply, Responder, Transcribe } from '@rx-realtime/simulator';
import { CliError, fileError } from '../cliError.ts';
import type { SimulatorModule } from '../loadSimulator.ts';
import { scriptReplies } from './scriptReplies.ts';

/** What a script decides; the simulator's default does the rest. */
export interface Script {
  readonly responder?: Responder | undefined;
  readonly transcribe?: Transcribe | undefined;
}

const sequence = apply.sequenceS(E.Applicative);

const patternForm = /^\/(.+)\/([ims]*)$/;
const Row = t.tuple([t.string, t.unknown]);
const Texts = t.array(t.string);

const json = (text: string): E.Either<string, unknown> =>
  E.tryCatch(
    () => JSON.parse(text) as unknown,
    (error) => `expected JSON or a recording: ${String(error).replaceAll(/\s+/g, ' ')}`,
  );

/** A recording has one event in each line, so that the whole of several lines is no JSON. */
const isRecording = (text: string): boolean => {
  const first = json(text.trimStart().split('\n')[0] ?? '');
  return E.isRight(first) && t.UnknownRecord.is(first.right) && 'event' in first.right;
};

const pattern = (text: string, where: string): E.Either<string, RegExp> => {
  const [, source, flags] = patternForm.exec(text) ?? [];
  const bad = `${where}: expected a pattern such as /weather/i`;
  if (source === undefined) return E.left(bad);
  return E.tryCatch(
    () => new RegExp(source, flags),
    () => bad,
  );
};

const isTable = (replies: readonly unknown[]): boolean =>
  Row.is(replies[0]) && patternForm.test(replies[0][0]);

const responderOf = (value: unknown, simulator: SimulatorModule): E.Either<string, Responder> => {
  if (!Array.isArray(value) || value.length === 0)
    return E.left('replies: expected an array of at least one reply');
  const entries: readonly unknown[] = value;
  const repliesOf = scriptReplies(simulator);
  if (!isTable(entries))
    return E.map((lines: readonly Reply[][]) => simulator.scriptedDialogue(lines))(
      E.traverseArrayWithIndex((index, entry: unknown) => repliesOf(entry, `reply ${index + 1}`))(entries),
    );
  const row = (index: number, entry: unknown): E.Either<string, readonly [RegExp, Reply[]]> => {
    const where = `row ${index + 1}`;
    if (!Row.is(entry)) return E.left(`${where}: expected [pattern, reply]`);
    return E.chain((found: RegExp) =>
      E.map((replies: Reply[]) => [found, replies] as const)(repliesOf(entry[1], where)),
    )(pattern(entry[0], where));
  };
  return E.map((rows: readonly (readonly [RegExp, Reply[]])[]) => simulator.replyTable(rows))(
    E.traverseArrayWithIndex(row)(entries),
  );
};

/** Words of the users' turns, in order, and from the top again. */
const transcribeOf = (heard: unknown): E.Either<string, Transcribe> =>
  Texts.is(heard) && heard.length > 0
    ? E.right(({ index }) => heard[index % heard.length])
    : E.left('heard: expected an array of at least one text');

/**
 * Reads a dialogue: an array of replies in order, a table of `["/pattern/i", reply]`, `{ "replies", "heard" }` with
 * either of them and the words of the users' turns, or a recording of `recordLines`. A failure says what was expected.
 */
export function parseScript(given: string, simulator: SimulatorModule): E.Either<string, Script> {
  // Some editors write a byte order mark.
  const text = given.replace(/^\uFEFF/, '');
  if (isRecording(text))
    return E.tryCatch(
      () => simulator.dialogueFromRecording(simulator.parseRecording(text)),
      (error) => (error instanceof Error ? error.message : String(error)),
    );
  return E.chain((value: unknown): E.Either<string, Script> => {
    const { replies, heard, ...others } = t.UnknownRecord.is(value) ? value : { replies: value };
    const [stray] = Object.keys(others);
    if (stray !== undefined || (replies ?? heard) === undefined)
      return E.left(
        `expected "replies", "heard" or both, got ${stray === undefined ? 'neither' : `"${stray}"`}`,
      );
    return sequence({
      responder: replies === undefined ? E.right(undefined) : responderOf(replies, simulator),
      transcribe: heard === undefined ? E.right(undefined) : transcribeOf(heard),
    });
  })(json(text));
}

/** Reads the file of `--script`. Rejects with a {@link CliError} that names the file and what was expected in it. */
export async function loadScript(path: string, simulator: SimulatorModule): Promise<Script> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw fileError(path, error);
  });
  const script = parseScript(text, simulator);
  if (E.isLeft(script)) throw new CliError('badScript', `${path}: ${script.left}`);
  return script.right;
}
