import type { ServerItem } from '@rx-realtime/codecs';

/** The id of an item, also of one whose kind this version does not know. */
export const itemIdOf = (item: ServerItem): string | undefined => {
  if (item.type !== 'unknown') return item.id;
  const { payload } = item;
  const id = typeof payload === 'object' && payload !== null && 'id' in payload ? payload.id : undefined;
  return typeof id === 'string' ? id : undefined;
};
