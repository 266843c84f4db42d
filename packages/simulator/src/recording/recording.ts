import { map } from 'rxjs';
import type { OperatorFunction } from 'rxjs';
import { bytesFromBase64 } from '../internal/base64.ts';
import { redactEvent, redactFrame } from './redact.ts';
import { isObject } from '../shapes/shape.ts';
import type { Recorded } from './recorded.ts';

/** What crossed the wire, in order: of a simulator, or of the real service if somebody wrote it down in this form. */
export type Recording = readonly Recorded[];

const withoutKeys = (entry: Recorded): Recorded => {
  if (entry.event) return { ...entry, event: redactEvent(entry.event) };
  return typeof entry.frame === 'string' ? { ...entry, frame: redactFrame(entry.frame) } : entry;
};

/**
 * Turns what crosses the wire into lines of NDJSON, one JSON object a line, newline included: what a recording file is
 * made of.
 *
 * ```text
 * wire$:    --a-------b--|
 * lines$:   --"{a}⏎"--"{b}⏎"--|
 * ```
 *
 * Keys are never written, whatever the source: API keys and client secrets (`sk-…`, `ek_…`, `api-key=`), and what an MCP
 * tool is given (`authorization`, `headers`, the query of its `server_url`) become `redacted`.
 *
 * Holds no memory; errors and completion pass through. The sound is in it as base64: about 64 kB a second each way.
 *
 * @example
 * import { parseRecording, recordLines } from '@rx-realtime/simulator';
 * import { of } from 'rxjs';
 *
 * const event = { connection: 1, from: 'client', timeMs: 12, event: { type: 'response.create' } } as const;
 * of(event).pipe(recordLines()).subscribe((line) => console.log(parseRecording(line).length)); // 1
 *
 * @see parseRecording
 */
export function recordLines(): OperatorFunction<Recorded, string> {
  return map((entry) => `${JSON.stringify(withoutKeys(entry))}\n`);
}

const isFrame = (frame: unknown): boolean =>
  typeof frame === 'string' ||
  (isObject(frame) && typeof frame['base64'] === 'string' && bytesFromBase64(frame['base64']) !== undefined);

const isClose = (close: unknown): boolean =>
  isObject(close) &&
  (close['code'] === null || typeof close['code'] === 'number') &&
  typeof close['reason'] === 'string';

const isRecorded = (value: unknown): value is Recorded =>
  isObject(value) &&
  (value['from'] === 'client' || value['from'] === 'server') &&
  typeof value['connection'] === 'number' &&
  typeof value['timeMs'] === 'number' &&
  (isObject(value['event']) || isFrame(value['frame']) || isClose(value['close']));

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};

/**
 * Reads what `recordLines` wrote. Empty lines are skipped.
 *
 * @throws SyntaxError that names the first line which is no recorded event
 *
 * @example
 * import { parseRecording } from '@rx-realtime/simulator';
 *
 * const text = '{"connection":1,"from":"server","timeMs":3,"event":{"type":"session.created"}}\n';
 * console.log(parseRecording(text).map(({ event }) => event?.type)); // [ 'session.created' ]
 */
export function parseRecording(text: string): Recording {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const event = parsed(line);
    if (isRecorded(event)) return [event];
    throw new SyntaxError(
      `Line ${index + 1} of the recording: expected {connection, from, timeMs, event} as JSON, or frame or close for event.`,
    );
  });
}
