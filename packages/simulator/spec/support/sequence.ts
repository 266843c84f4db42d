import type { Received } from './client.ts';
import { sequences } from './schema.ts';

interface Entry {
  readonly types: readonly string[];
  readonly isRepeated: boolean;
  readonly isOptional: boolean;
  /** Which of the sequence's items, where there are several. */
  readonly item: number | undefined;
  /** Types that may come in between. */
  readonly between: readonly string[];
}

const typePattern = /s:([a-z_.]+)(\*?)(\??)/g;

const parse = (line: string): Entry | undefined => {
  const found = [...line.matchAll(typePattern)];
  const [first] = found;
  if (!first || line.includes('[webrtc')) return undefined;
  const number = /#(\d)/.exec(line)?.[1];
  return {
    types: found.map(([, type]) => type ?? ''),
    isRepeated: first[2] === '*',
    isOptional: first[3] === '?' || line.includes('(if '),
    item: number === undefined ? undefined : Number(number),
    between: line.includes('interleaved') ? ['response.output_audio_transcript.delta'] : [],
  };
};

/** Deltas that a WebSocket adds to orders which were captured on WebRTC, where sound has a track of its own. */
const soundDelta = 'response.output_audio.delta';

/**
 * How a list of server events differs from the named sequence; undefined when it does not. Events that the sequence
 * says nothing about must not occur, except sound where the capture could not have it.
 */
export const departure = (name: string, events: readonly Received[]): string | undefined => {
  const lines = sequences[name]?.events ?? [];
  const entries = lines.flatMap((line) => parse(line) ?? []);
  const mentionsSound = lines.some((line) => line.includes(soundDelta));
  const relevant = events.filter(({ type }) => mentionsSound || type !== soundDelta);
  const items: string[] = [];
  const itemIndex = (event: Received): number => {
    const id = event.item_id ?? event.item?.id;
    if (!items.includes(id)) items.push(id);
    return items.indexOf(id);
  };
  let at = 0;
  const fits = (entry: Entry): boolean => {
    const event = relevant[at];
    if (!event || !entry.types.includes(event.type)) return false;
    return entry.item === undefined || itemIndex(event) === entry.item;
  };
  for (const entry of entries) {
    if (!fits(entry)) {
      const isSeen =
        entry.between.length > 0 && relevant.slice(0, at).some(({ type }) => entry.types.includes(type));
      if (entry.isOptional || isSeen) continue;
      return `${name}: expected ${entry.types.join(' or ')} at ${at}, got ${relevant.map(({ type }) => type).join(' ')}`;
    }
    at += 1;
    while (entry.isRepeated && (fits(entry) || entry.between.includes(relevant[at]?.type ?? ''))) at += 1;
  }
  const isOpenEnded = lines.at(-1)?.startsWith('...') === true;
  if (isOpenEnded || at === relevant.length) return undefined;
  return `${name}: unexpected ${relevant[at]?.type} at ${at} in ${relevant.map(({ type }) => type).join(' ')}`;
};
