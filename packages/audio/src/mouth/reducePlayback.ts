/** One content part of an item, as far as it has been received and heard. */
export interface PlaybackPart {
  readonly responseId: string;
  readonly itemId: string;
  readonly contentIndex: number;
  /** Milliseconds accepted for playing. */
  readonly receivedMs: number;
  /** Milliseconds the listener has heard; never more than `receivedMs`. */
  readonly playedMs: number;
  /** Whether the rest has been cut off. */
  readonly cut: boolean;
}

/** The end of a part that the listener did not hear to its end. */
export interface PlaybackCut {
  readonly responseId: string;
  readonly itemId: string;
  readonly contentIndex: number;
  /** Where the listener stopped hearing it, whole milliseconds, for `conversation.item.truncate`. */
  readonly audioEndMs: number;
  /** `item`: nothing of the whole item was heard. `part`: some of the item was. */
  readonly cut: 'item' | 'part';
}

/** Sound waiting in the player, in the order it will be heard. */
export interface PlaybackSegment {
  readonly itemId: string;
  readonly contentIndex: number;
  readonly ms: number;
}

/**
 * What was received, what waits and what was heard: one value, replaced at every {@link PlaybackEvent}.
 */
export interface PlaybackLedger {
  /** The last 64 parts, in the order of their first sound, and older ones as long as they wait. */
  readonly parts: readonly PlaybackPart[];
  /** What the player has yet to play. */
  readonly waiting: readonly PlaybackSegment[];
  /** The player's total at its last report. */
  readonly playerMs: number;
  /** Responses that were interrupted, the last 64: more of their sound is not played. */
  readonly fenced: readonly string[];
  /** Milliseconds that were thrown away when a listener interrupted. */
  readonly clearedMs: number;
  /** Blocks, and their milliseconds, that came after their response had been interrupted. */
  readonly lateBlocks: number;
  readonly lateMs: number;
  /** What the latest event cut; usually nothing. Each part is cut at most once. */
  readonly cuts: readonly PlaybackCut[];
}

/** What happens to a player. */
export type PlaybackEvent =
  /** A block arrived from the service. */
  | {
      readonly type: 'received';
      readonly responseId: string;
      readonly itemId: string;
      readonly contentIndex: number;
      readonly durationMs: number;
    }
  /** The player reports how many milliseconds it has played altogether. */
  | { readonly type: 'played'; readonly totalMs: number }
  /** The listener interrupts: what waits will not be heard. */
  | { readonly type: 'interrupted' };

/** How many parts and interrupted responses are remembered; a turn has one or two. */
const maxRemembered = 64;

/** Far less than a sample lasts, far more than a day of sums is off, in milliseconds. */
const roundingMs = 1e-6;

/** The ledger before the first sound. */
export const emptyPlaybackLedger: PlaybackLedger = {
  parts: [],
  waiting: [],
  playerMs: 0,
  fenced: [],
  clearedMs: 0,
  lateBlocks: 0,
  lateMs: 0,
  cuts: [],
};

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
    const { responseId, itemId, contentIndex, playedMs } = part;
    if (!gone.has(itemId)) {
      const cut = heard.has(itemId) ? 'part' : 'item';
      if (cut === 'item') gone.add(itemId);
      cuts.push({ responseId, itemId, contentIndex, audioEndMs: Math.floor(playedMs + roundingMs), cut });
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

const received = (ledger: PlaybackLedger, event: PlaybackEvent & { type: 'received' }): PlaybackLedger => {
  const { responseId, itemId, contentIndex } = event;
  const ms = event.durationMs;
  if (!(ms > 0 && Number.isFinite(ms))) return ledger;
  const known = ledger.parts.find((part) => isSame(part, event));
  const part = known ?? { responseId, itemId, contentIndex, receivedMs: 0, playedMs: 0, cut: false };
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
      : [...ledger.waiting, { itemId, contentIndex, ms }];
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
    parts = parts.map((part) =>
      isSame(part, segment) ? { ...part, playedMs: Math.min(part.receivedMs, part.playedMs + ms) } : part,
    );
  }
  return { ...ledger, parts, waiting, playerMs: totalMs };
};

const interrupted = (ledger: PlaybackLedger): PlaybackLedger => {
  const unheard = (part: PlaybackPart) => ledger.waiting.some((segment) => isSame(segment, part));
  const fenced = [...new Set([...ledger.fenced, ...ledger.parts.map(({ responseId }) => responseId)])];
  const clearedMs = ledger.waiting.reduce((total, { ms }) => total + ms, ledger.clearedMs);
  return { ...cutParts(ledger, unheard), waiting: [], fenced: fenced.slice(-maxRemembered), clearedMs };
};

/**
 * The next ledger after an event: a pure function, so it can be tested, replayed and scanned with.
 *
 * Sound is heard in the order it was received. The player reports one growing total; the ledger finds out whose sound
 * that was. When the listener interrupts, every part that still waits is cut where it was heard, its response is fenced,
 * and sound of a fenced response that arrives later is counted instead of played. A part that seemed complete until such
 * a latecomer showed there was more is cut then.
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
 *   { type: 'interrupted' } as const,
 * ].reduce(reducePlayback, emptyPlaybackLedger);
 * console.log(ledger.cuts[0]?.audioEndMs, ledger.clearedMs); // prints: 420 580
 * ```
 *
 * @see {@link playback}
 */
export const reducePlayback = (ledger: PlaybackLedger, event: PlaybackEvent): PlaybackLedger => {
  const before = ledger.cuts.length === 0 ? ledger : { ...ledger, cuts: [] };
  switch (event.type) {
    case 'received':
      return received(before, event);
    case 'played':
      return played(before, event.totalMs);
    case 'interrupted':
      return interrupted(before);
  }
};
