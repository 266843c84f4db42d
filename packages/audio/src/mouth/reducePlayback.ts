import type {
  PlaybackCut,
  PlaybackEvent,
  PlaybackLedger,
  PlaybackPart,
  PlaybackResponse,
  PlaybackSegment,
} from './playbackLedger.ts';

/** How many parts and interrupted responses are remembered; a turn has one or two. */
const maxRemembered = 64;

/** Far less than a sample lasts, far more than a day of sums is off, in milliseconds. */
const roundingMs = 1e-6;

type PartKey = Pick<PlaybackPart, 'itemId' | 'contentIndex'>;
const isSame = (a: PartKey, b: PartKey): boolean =>
  a.itemId === b.itemId && a.contentIndex === b.contentIndex;

/** Cuts every part for which `affected` is true: once, and an item of which nothing was heard as a whole. */
const cutParts = (ledger: PlaybackLedger, affected: (part: PlaybackPart) => boolean): PlaybackLedger => {
  const heard = new Set(ledger.parts.filter(({ playedMs }) => playedMs > 0).map(({ itemId }) => itemId));
  const gone = new Set(
    ledger.parts.filter(({ cut, itemId }) => cut && !heard.has(itemId)).map(({ itemId }) => itemId),
  );
  const cuts: PlaybackCut[] = [];
  const parts = ledger.parts.map((part) => {
    if (part.cut || !affected(part)) return part;
    const { responseId, itemId, contentIndex, playedMs, isOutOfBand } = part;
    if (!gone.has(itemId)) {
      const cut = heard.has(itemId) ? 'part' : 'item';
      if (cut === 'item') gone.add(itemId);
      cuts.push({
        responseId,
        itemId,
        contentIndex,
        audioEndMs: Math.floor(playedMs + roundingMs),
        cut,
        isOutOfBand,
      });
    }
    return { ...part, cut: true };
  });
  return { ...ledger, parts, cuts };
};

const remembered = (
  parts: readonly PlaybackPart[],
  waiting: readonly PlaybackSegment[],
): readonly PlaybackPart[] =>
  parts.length <= maxRemembered
    ? parts
    : parts.filter(
        (part, index) =>
          index >= parts.length - maxRemembered || waiting.some((segment) => isSame(segment, part)),
      );

const responseOf = ({ responses }: PlaybackLedger, responseId: string): PlaybackResponse | undefined =>
  responses.find((response) => response.responseId === responseId);

const created = (
  ledger: PlaybackLedger,
  { responseId, isOutOfBand }: PlaybackEvent & { type: 'created' },
): PlaybackLedger => {
  if (responseOf(ledger, responseId)) return ledger;
  const response: PlaybackResponse = { responseId, isOutOfBand, phase: 'running' };
  return { ...ledger, responses: [...ledger.responses, response].slice(-maxRemembered) };
};

const ended = (ledger: PlaybackLedger, responseId: string, phase: 'done' | 'complete'): PlaybackLedger => ({
  ...ledger,
  responses: ledger.responses.map((response) =>
    response.responseId === responseId ? { ...response, phase } : response,
  ),
});

const isHeardOut = ({ waiting }: PlaybackLedger, { responseId, phase }: PlaybackResponse): boolean =>
  phase === 'complete' && !waiting.some((segment) => segment.responseId === responseId);

/** Lets go of the responses of which nothing more will be heard. */
const settled = (ledger: PlaybackLedger): PlaybackLedger => {
  const over = ledger.responses.filter((response) => isHeardOut(ledger, response));
  if (over.length === 0) return ledger;
  const playedMsOf = (id: string) =>
    ledger.parts.reduce((ms, { responseId, playedMs }) => (responseId === id ? ms + playedMs : ms), 0);
  return {
    ...ledger,
    responses: ledger.responses.filter((response) => !over.includes(response)),
    playedOut: over.map(({ responseId }) => ({
      responseId,
      playedMs: playedMsOf(responseId),
      interrupted: ledger.fenced.includes(responseId),
    })),
  };
};

const fence = (ledger: PlaybackLedger, responseIds: readonly string[]): readonly string[] =>
  [...new Set([...ledger.fenced, ...responseIds])].slice(-maxRemembered);

const received = (ledger: PlaybackLedger, event: PlaybackEvent & { type: 'received' }): PlaybackLedger => {
  const { responseId, itemId, contentIndex } = event;
  const ms = event.durationMs;
  if (!(ms > 0 && Number.isFinite(ms))) return ledger;
  const known = ledger.parts.find((part) => isSame(part, event));
  const isOutOfBand = responseOf(ledger, responseId)?.isOutOfBand ?? false;
  const unheard = { receivedMs: 0, playedMs: 0, cut: false };
  const part = known ?? { responseId, itemId, contentIndex, ...unheard, isOutOfBand };
  const parts = known === undefined ? [...ledger.parts, part] : ledger.parts;
  if (part.cut || ledger.fenced.includes(responseId)) {
    const late = { ...ledger, parts, lateBlocks: ledger.lateBlocks + 1, lateMs: ledger.lateMs + ms };
    const counted = cutParts(late, (other) => other === part);
    return { ...counted, parts: remembered(counted.parts, ledger.waiting) };
  }
  const last = ledger.waiting.at(-1);
  const waiting =
    last !== undefined && isSame(last, event)
      ? [...ledger.waiting.slice(0, -1), { ...last, ms: last.ms + ms }]
      : [...ledger.waiting, { responseId, itemId, contentIndex, ms }];
  const grown = parts.map((other) =>
    other === part ? { ...part, receivedMs: part.receivedMs + ms } : other,
  );
  return { ...ledger, parts: remembered(grown, waiting), waiting };
};

const played = (ledger: PlaybackLedger, totalMs: number): PlaybackLedger => {
  // A clock that stands still, runs backwards or is not a number moves nothing.
  if (!(totalMs > ledger.playerMs)) return ledger;
  let budget = totalMs - ledger.playerMs;
  let { parts, waiting } = ledger;
  for (let head = waiting[0]; head !== undefined && budget > roundingMs; head = waiting[0]) {
    const segment = head;
    // What is left is forgiven when it is no more than the rounding of sums of milliseconds.
    const ms = budget > segment.ms - roundingMs ? segment.ms : budget;
    budget -= ms;
    const rest = waiting.slice(1);
    waiting = ms < segment.ms ? [{ ...segment, ms: segment.ms - ms }, ...rest] : rest;
    parts = parts.map((part) => {
      if (!isSame(part, segment)) return part;
      // All is all, however its pieces add up.
      const isAll = part.playedMs + ms > part.receivedMs - roundingMs;
      return { ...part, playedMs: isAll ? part.receivedMs : part.playedMs + ms };
    });
  }
  return { ...ledger, parts, waiting, playerMs: totalMs };
};

const interrupted = (ledger: PlaybackLedger, cancels: boolean): PlaybackLedger => {
  const unheard = (part: PlaybackPart) => ledger.waiting.some((segment) => isSame(segment, part));
  // The server's turn detection ends what belongs to the conversation, and nothing else.
  const stopped = ledger.responses.filter(
    ({ phase, isOutOfBand }) => phase === 'running' && (cancels || !isOutOfBand),
  );
  return {
    ...cutParts(ledger, unheard),
    waiting: [],
    clearedMs: ledger.waiting.reduce((total, { ms }) => total + ms, ledger.clearedMs),
    fenced: fence(
      ledger,
      [...ledger.parts, ...ledger.responses].map(({ responseId }) => responseId),
    ),
    responses: ledger.responses.map((response) =>
      stopped.includes(response) ? { ...response, phase: 'stopped' } : response,
    ),
    cancels: cancels ? stopped.map(({ responseId }) => responseId) : [],
  };
};

/**
 * The next ledger after an event: a pure function, so it can be tested, replayed and scanned with.
 *
 * Sound is heard in the order it was received. The player reports one growing total; the ledger finds out whose sound
 * that was. When the listener interrupts, every part that still waits is cut where it was heard, what runs is to be
 * cancelled, and sound of an interrupted response that arrives later is counted instead of played. A part that seemed
 * complete until such a latecomer showed there was more is cut then. A response that is complete is played out when
 * nothing of it waits.
 *
 * A cut is never beyond what was played or received, never negative, and there is one for each part at most.
 *
 * @example
 * ```ts
 * import { emptyPlaybackLedger, reducePlayback } from '@rx-realtime/audio';
 *
 * const part = { responseId: 'resp_1', itemId: 'item_1', contentIndex: 0 };
 * const ledger = [
 *   { type: 'received', ...part, durationMs: 1_000 } as const,
 *   { type: 'played', totalMs: 420 } as const,
 *   { type: 'interrupted', cancels: true } as const,
 * ].reduce(reducePlayback, emptyPlaybackLedger);
 * console.log(ledger.cuts[0]?.audioEndMs, ledger.clearedMs); // prints: 420 580
 * ```
 *
 * @see {@link playback}
 */
export const reducePlayback = (ledger: PlaybackLedger, event: PlaybackEvent): PlaybackLedger => {
  const { cuts, cancels, playedOut } = ledger;
  const isQuiet = cuts.length + cancels.length + playedOut.length === 0;
  const before = isQuiet ? ledger : { ...ledger, cuts: [], cancels: [], playedOut: [] };
  switch (event.type) {
    case 'created':
      return created(before, event);
    case 'received':
      return received(before, event);
    case 'played':
      return settled(played(before, event.totalMs));
    case 'done':
      return ended(before, event.responseId, 'done');
    case 'complete':
      return settled(ended(before, event.responseId, 'complete'));
    case 'dropped':
      return { ...before, fenced: fence(before, [event.responseId]) };
    case 'interrupted':
      return settled(interrupted(before, event.cancels));
  }
};
