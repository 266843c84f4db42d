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
