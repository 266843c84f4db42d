import { isSpeechMark } from './speechMark.ts';
import type { Speech } from './speechMark.ts';

/** Who may speak: one response after the other. A response holds the floor from its first sound to its end. */
export interface Floor {
  /** Whether somebody else holds it. */
  readonly isTaken: (speech: Speech) => boolean;
  /** Keeps what has to wait for its turn; gives what may go on, in order. */
  readonly take: (speech: Speech) => readonly Speech[];
  /** Nobody holds it, nobody waits; gives what waited, in order. */
  readonly clear: () => readonly Speech[];
  readonly isEmpty: () => boolean;
}

/** A floor that nobody holds. Only a response whose beginning is known holds it: of others the end is not known either. */
export const makeFloor = (): Floor => {
  const running = new Set<string>();
  let holder: string | undefined;
  let waiting: Speech[] = [];

  const isTaken = ({ responseId }: Speech): boolean => holder !== undefined && holder !== responseId;
  /** The end of a response waits behind its sound; its beginning, and the end of one that was silent, wait for nobody. */
  const mustWait = (speech: Speech): boolean =>
    isTaken(speech) &&
    (!isSpeechMark(speech) ||
      (speech.mark === 'done' && waiting.some(({ responseId }) => responseId === speech.responseId)));

  const take = (speech: Speech): readonly Speech[] => {
    const { responseId } = speech;
    if (mustWait(speech)) {
      waiting.push(speech);
      return [];
    }
    if (!isSpeechMark(speech)) {
      if (running.has(responseId)) holder = responseId;
      return [speech];
    }
    if (speech.mark === 'created') {
      running.add(responseId);
      return [speech];
    }
    running.delete(responseId);
    if (holder !== responseId) return [speech];
    holder = undefined;
    const next = waiting;
    waiting = [];
    return [speech, ...next.flatMap(take)];
  };

  return {
    isTaken,
    take,
    clear: () => {
      const waited = waiting;
      waiting = [];
      holder = undefined;
      return waited;
    },
    isEmpty: () => waiting.length === 0,
  };
};
