import type { Pcm16 } from '@rx-realtime/pcm';
import type { MonoTypeOperatorFunction } from 'rxjs';
import { isSpeechMark } from '../mouth/speechMark.ts';
import { staged } from './stage.ts';
import type { Stage } from './stage.ts';

/** So many parts may be unfinished at once; of more the oldest is finished. Two voices at a time are rare. */
const maxParts = 8;

const keyOf = (block: Pcm16): string =>
  'responseId' in block && 'itemId' in block && 'contentIndex' in block
    ? `${String(block.contentIndex)} ${String(block.itemId)} ${String(block.responseId)}`
    : '';

interface Part<B> {
  readonly stage: Stage<Pcm16, Pcm16>;
  /** The latest block that went in: what comes out carries what else it carries. */
  block: B;
}

/**
 * An operator on sound that keeps what else a block carries: each part of speech has a stage of its own, so that no block
 * that comes out belongs to two. Marks pass in order: behind the sound of their response.
 */
export const stagedByPart = <B extends Pcm16>(make: () => Stage<Pcm16, Pcm16>): MonoTypeOperatorFunction<B> =>
  staged<B, B>(() => {
    const parts = new Map<string, Part<B>>();
    const carried = (block: B, made: readonly Pcm16[]): readonly B[] =>
      made.map((one) =>
        one === block ? block : Object.assign({}, block, { pcm: one.pcm, sampleRateHz: one.sampleRateHz }),
      );
    const finish = (key: string): readonly B[] => {
      const part = parts.get(key);
      parts.delete(key);
      return part ? carried(part.block, part.stage.flush?.() ?? []) : [];
    };
    const finishAll = (belongs: (key: string) => boolean): readonly B[] =>
      [...parts.keys()].filter(belongs).flatMap(finish);

    return {
      push: (block) => {
        if (isSpeechMark(block)) {
          const { responseId } = block;
          return [...finishAll((key) => key.endsWith(` ${responseId}`)), block];
        }
        const key = keyOf(block);
        const part = parts.get(key) ?? { stage: make(), block };
        part.block = block;
        parts.set(key, part);
        const [oldest] = parts.keys();
        const overdue = parts.size > maxParts && oldest !== undefined ? finish(oldest) : [];
        return [...overdue, ...carried(block, part.stage.push(block))];
      },
      flush: () => finishAll(() => true),
    };
  });
