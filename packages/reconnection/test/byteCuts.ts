import { isDeepStrictEqual } from 'node:util';
import { byteLine } from '../trials/byteLine.mjs';
import type { ByteCut, PassedBytes } from '../trials/byteLine.mjs';
import { essence, rehearse } from './cuts.ts';
import type { Rehearsed } from './cuts.ts';

/** A conversation whose first line can be cut at any byte. */
export interface ByteCuts {
  /** What each side says when nothing is cut. */
  readonly passed: Readonly<Record<ByteCut['from'], PassedBytes>>;
  /** What is otherwise than without a cut: words, order, runs of tools, errors; undefined where nothing is. */
  readonly wrongWith: (cut: ByteCut) => ReturnType<typeof essence> | undefined;
}

/** Holds a conversation once to its end, to know where it can be cut. */
export const byteCuts = (conversation: Rehearsed): ByteCuts => {
  const nothing: PassedBytes = { bytes: 0, frames: [] };
  let passed: ByteCuts['passed'] = { client: nothing, server: nothing };
  const over = (cut: ByteCut) =>
    rehearse(conversation, [], undefined, (WebSocket) => byteLine(WebSocket, cut, (told) => (passed = told)));
  const whole = over({ from: 'server', at: Infinity });
  const all = passed;
  return {
    passed: all,
    wrongWith: (cut) => {
      const found = essence(over(cut), whole);
      return isDeepStrictEqual(found, essence(whole, whole)) ? undefined : found;
    },
  };
};
