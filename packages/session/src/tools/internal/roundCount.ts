import { keepNewest } from '../../internal/keepNewest.ts';
import type { Metadata } from '@rx-realtime/codecs';
import type { FunctionCall, ResponseStream } from '@rx-realtime/responses';
import { isMarked, sayKey } from '../../manners/internal/marks.ts';

/** Responses whose metadata is remembered. */
const remembered = 64;

/** How many responses of the conversation have called, one after the other, and what was attached to each. */
export interface RoundCount {
  /** A response begins. */
  readonly next: (response: ResponseStream) => void;
  /** A response calls. */
  readonly called: (call: FunctionCall) => void;
  /** Whether this response was the last that may call. */
  readonly isOver: (responseId: string) => boolean;
  readonly metadataOf: (responseId: string) => Metadata | undefined;
}

interface Round {
  readonly metadata: Metadata | undefined;
  /** How many responses called, one after the other, right before this one. */
  readonly before: number;
  hasCalled: boolean;
}

export const makeRoundCount = (maxRounds: number): RoundCount => {
  const known = new Map<string, Round>();
  let latest: Round | undefined;

  return {
    next: ({ responseId, conversationId, created }) => {
      // Words that it was given are no answer.
      if (conversationId === null || isMarked(created?.metadata, sayKey)) return;
      // One that did not call has answered: what comes after it begins anew.
      const before = latest?.hasCalled === true ? latest.before + 1 : 0;
      const round = { metadata: created?.metadata ?? undefined, before, hasCalled: false };
      latest = keepNewest(known, responseId, round, remembered);
    },
    called: ({ responseId }) => {
      const one = known.get(responseId);
      if (one) one.hasCalled = true;
    },
    isOver: (responseId) => {
      const one = known.get(responseId);
      return one !== undefined && one.hasCalled && one.before + 1 >= maxRounds;
    },
    metadataOf: (responseId) => known.get(responseId)?.metadata,
  };
};
