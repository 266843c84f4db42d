import type { SessionSettings } from '@rx-realtime/codecs';
import * as t from 'io-ts';

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
 */
export function mergeSettings(settings: SessionSettings, update: SessionSettings): SessionSettings {
  // Both have passed the codec of settings, and so has each field of what comes out.
  const { type, ...rest } = update as Fields;
  const whole = merged(settings as Fields, rest);
  return (type === undefined ? whole : { ...whole, type }) as SessionSettings;
}
