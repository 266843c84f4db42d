import type { Random } from './random.ts';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** `length` random characters of base 62, the alphabet of OpenAI's ids and of its padding. */
export const base62 = (random: Random, length: number): string => {
  const codes: number[] = [];
  for (let index = 0; index < length; index++)
    codes.push(alphabet.charCodeAt(Math.floor(random() * alphabet.length)));
  return String.fromCharCode(...codes);
};

/** Makes ids of the shape seen on the wire: 21 characters of base 62 after the prefix, 16 for calls. */
export interface Ids {
  readonly event: () => string;
  readonly session: () => string;
  readonly conversation: () => string;
  readonly item: () => string;
  readonly response: () => string;
  readonly call: () => string;
}

export const createIds = (random: Random): Ids => {
  const maker = (prefix: string, length: number) => () => `${prefix}_${base62(random, length)}`;
  return {
    event: maker('event', 21),
    session: maker('sess', 21),
    conversation: maker('conv', 21),
    item: maker('item', 21),
    response: maker('resp', 21),
    call: maker('call', 16),
  };
};
