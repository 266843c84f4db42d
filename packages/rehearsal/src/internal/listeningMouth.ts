import { virtualPlayer } from '@rx-realtime/audio';
import type { Player } from '@rx-realtime/audio';
import { durationMs } from '@rx-realtime/pcm';
import type { Pcm16 } from '@rx-realtime/pcm';
import type { VirtualTime } from '@rx-realtime/simulator';
import type { Gap } from '../rehearsal.ts';

/** A loudspeaker with somebody in front of it. */
export interface ListeningMouth {
  readonly player: Player;
  /** Milliseconds heard of an item. */
  readonly heardMs: (itemId: string) => number;
  readonly gaps: readonly Gap[];
}

/** Pauses that nobody notices. */
const unnoticedMs = 20;

const itemIdOf = (block: Pcm16): string =>
  'itemId' in block && typeof block.itemId === 'string' ? block.itemId : '';

/**
 * @param hear is given what is heard
 * @param advanced learns of an item of which more has been heard
 */
export const createListeningMouth = (
  scheduler: VirtualTime,
  hear: (block: Pcm16) => void,
  advanced: (itemId: string, heardMs: number) => void,
): ListeningMouth => {
  const player = virtualPlayer({ scheduler });
  const heard = new Map<string, number>();
  const gaps: Gap[] = [];
  let queue: { readonly itemId: string; leftMs: number }[] = [];
  let playedMs = 0;
  /** What was heard last, and until when. */
  let last = { itemId: '', untilMs: 0 };

  player.heard$.subscribe(hear);
  player.played$.subscribe((totalMs) => {
    let newMs = totalMs - playedMs;
    playedMs = totalMs;
    while (newMs > 0 && queue[0] !== undefined) {
      const [head] = queue;
      const ms = Math.min(newMs, head.leftMs);
      newMs -= ms;
      head.leftMs -= ms;
      // A millionth of a millisecond forgives the rounding of sums.
      if (head.leftMs < 1e-6) queue.shift();
      const itemMs = (heard.get(head.itemId) ?? 0) + ms;
      heard.set(head.itemId, itemMs);
      last = { itemId: head.itemId, untilMs: scheduler.now() };
      advanced(head.itemId, itemMs);
    }
  });

  return {
    player: {
      write: (block) => {
        const itemId = itemIdOf(block);
        const now = scheduler.now();
        if (queue.length === 0 && itemId === last.itemId && now > last.untilMs + unnoticedMs)
          gaps.push({ fromMs: last.untilMs, toMs: now, of: 'mouth' });
        queue.push({ itemId, leftMs: durationMs(block) });
        player.write(block);
      },
      clear: () => {
        player.clear();
        queue = [];
      },
      played$: player.played$,
    },
    heardMs: (itemId) => heard.get(itemId) ?? 0,
    gaps,
  };
};
