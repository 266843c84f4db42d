/** The sessions of fixtures/, which fixtures/record.mjs has written down. */
import { decodeServerEvent } from '@rx-realtime/codecs';
import type { RealtimeResponse, ServerEvent } from '@rx-realtime/codecs';
import { readdirSync, readFileSync } from 'node:fs';
import type { Recording } from './recordings.ts';

/** A session of the simulator, taken apart: what names a response, and the rest. */
export interface SimulatedSession {
  readonly name: string;
  readonly recordings: readonly Recording[];
  readonly others: readonly ServerEvent[];
}

const eventOf = (line: string): ServerEvent => {
  const { event } = JSON.parse(line) as { event: unknown };
  const read = decodeServerEvent(event);
  if (read._tag === 'Left') throw new Error(read.left.message);
  if (read.right.type === 'unknown') throw new Error(`unknown event ${read.right.wireType}`);
  return read.right;
};

const responseIdOf = (event: ServerEvent): string | undefined =>
  'response_id' in event
    ? (event.response_id ?? undefined)
    : 'response' in event
      ? event.response.id
      : undefined;

const isPresent = <T>(value: T | null | undefined): value is T => value !== undefined && value !== null;

/** What the server's last word on a response says. */
const expectedOf = ({ output = [] }: RealtimeResponse): Recording['expected'] => {
  const content = (output ?? []).flatMap((item) =>
    item.type === 'message' && item.role === 'assistant' ? item.content : [],
  );
  return {
    text: content.map(({ text }) => text ?? '').join(''),
    transcript: content.map(({ transcript }) => transcript ?? '').join(''),
    audio: [],
    calls: (output ?? []).flatMap((item) =>
      item.type === 'function_call' && item.status === 'completed' ? [item.arguments] : [],
    ),
  };
};

const sessionOf = (name: string, events: readonly ServerEvent[]): SimulatedSession => {
  const recordings = [...new Set(events.map(responseIdOf).filter(isPresent))].map((responseId): Recording => {
    const own = events.filter((event) => responseIdOf(event) === responseId);
    const done = own.find((event) => event.type === 'response.done');
    if (done?.type !== 'response.done') throw new Error(`${name}: ${responseId} is not done`);
    return { responseId, events: own, expected: expectedOf(done.response) };
  });
  // A new session would end what runs; that is another test's business.
  const others = events.filter(
    (event) => responseIdOf(event) === undefined && event.type !== 'session.created',
  );
  return { name, recordings, others };
};

/** Reads all of them. */
export const simulatedSessions = (folder: string): readonly SimulatedSession[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.ndjson'))
    .map((file) => {
      const lines = readFileSync(`${folder}/${file}`, 'utf8').trimEnd().split('\n');
      return sessionOf(file.replace('.ndjson', ''), lines.map(eventOf));
    });
