import { map } from 'rxjs';
import type { OperatorFunction } from 'rxjs';
import { redactEvent, redactFrame } from './redact.ts';
import type { Recorded } from './recorded.ts';

const withoutKeys = (entry: Recorded): Recorded => {
  if (entry.event) return { ...entry, event: redactEvent(entry.event) };
  return typeof entry.frame === 'string' ? { ...entry, frame: redactFrame(entry.frame) } : entry;
};

/**
 * Turns what crosses the wire into lines of NDJSON, one JSON object a line, newline included: what a recording file is
 * made of.
 *
 * ```
 * wire$:    --a-------b--|
 * lines$:   --"{a}⏎"--"{b}⏎"--|
 * ```
 *
 * Keys are never written, whatever the source: API keys and client secrets (`sk-…`, `ek_…`, `api-key=`), and what an MCP
 * tool is given (`authorization`, `headers`, the query of its `server_url`) become `redacted`.
 *
 * - **Value**: becomes its line. The sound is in it as base64: about 64 kB a second each way.
 * - **Completion**: passed on.
 * - **Error**: passed on; a `TypeError` for an event that JSON cannot carry.
 * - **Unsubscription**: leaves the source.
 * - **Re-subscription**: subscribes to the source anew.
 * - **Memory**: none.
 *
 * @example
 * import { parseRecording, recordLines } from '@rx-realtime/simulator';
 * import { of } from 'rxjs';
 *
 * const event = { connection: 1, from: 'client', timeMs: 12, event: { type: 'response.create' } } as const;
 * of(event).pipe(recordLines()).subscribe((line) => console.log(parseRecording(line).length)); // prints: 1
 *
 * @see parseRecording
 */
export function recordLines(): OperatorFunction<Recorded, string> {
  return map((entry) => `${JSON.stringify(withoutKeys(entry))}\n`);
}
