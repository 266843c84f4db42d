import { bytesOfBase64 } from '../internal/bytesOfBase64.ts';
import { isObject } from '../shapes/jsonObject.ts';
import type { Recorded } from './recorded.ts';
import type { Recording } from './recording.ts';

const isFrame = (frame: unknown): boolean =>
  typeof frame === 'string' ||
  (isObject(frame) && typeof frame['base64'] === 'string' && bytesOfBase64(frame['base64']) !== undefined);

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
 * console.log(parseRecording(text).map(({ event }) => event?.type)); // prints: [ 'session.created' ]
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
