import * as t from 'io-ts';
import type { SessionSettings } from './clientEvents.ts';

type Fields = Readonly<Record<string, unknown>>;

const merged = (before: Fields, update: Fields): Fields =>
  Object.fromEntries(
    [...new Set([...Object.keys(before), ...Object.keys(update)])].map((key) => {
      const [old, now] = [before[key], update[key]];
      if (now === undefined) return [key, old];
      // What a `type` tells apart is one value: a format, a turn detection. Only groups of settings are merged.
      const isGroup = t.UnknownRecord.is(old) && t.UnknownRecord.is(now) && !('type' in now);
      return [key, isGroup ? merged(old, now) : now];
    }),
  );

/**
 * Settings after one more `session.update`, as a server merges them: what is absent stays, null clears, lists are replaced.
 *
 * @param settings what was set before
 * @param update what an update sets
 * @example
 * import { mergeSettings } from '@rx-realtime/codecs';
 *
 * const before = { instructions: 'Be brief.', audio: { output: { voice: 'marin' } } } as const;
 * const after = mergeSettings(before, { audio: { output: { speed: 1.1 } } });
 * console.log(JSON.stringify(after.audio)); // prints: {"output":{"voice":"marin","speed":1.1}}
 */
export function mergeSettings(settings: SessionSettings, update: SessionSettings): SessionSettings {
  // Both have passed the codec of settings, and so has each field of what comes out.
  const { type, ...rest } = update as Fields;
  const whole = merged(settings as Fields, rest);
  return (type === undefined ? whole : { ...whole, type }) as SessionSettings;
}
