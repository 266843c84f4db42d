import type { ServerItem } from '@rx-realtime/codecs';

/** The kind of an item as the server names it. */
export const itemTypeOf = (item: ServerItem): string => (item.type === 'unknown' ? item.wireType : item.type);
