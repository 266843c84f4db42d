const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const suffix = Array.from({ length: 21 }, () => 0);

/** Random numbers are fetched a kibibyte at a time: one call to the generator costs more than making an id. */
const pool = new Uint16Array(512);
let used = pool.length;

/** The largest multiple of 62² in 16 bits; taking the rest too would favour the first characters. */
const limit = 61_504;

function nextPair(): number {
  for (;;) {
    if (used === pool.length) {
      crypto.getRandomValues(pool);
      used = 0;
    }
    const pair = pool[used++] ?? limit;
    if (pair < limit) return pair % 3844;
  }
}

/**
 * Makes an id as the service does: the prefix and 21 characters of base 62 (125 bits).
 *
 * @param prefix such as `event_`, `item_`
 * @example
 * import { randomId } from '@rx-realtime/codecs';
 *
 * console.log(/^item_[0-9A-Za-z]{21}$/.test(randomId('item_'))); // prints: true
 */
export function randomId(prefix: string): string {
  for (let i = 0; i < suffix.length; i += 2) {
    const pair = nextPair();
    suffix[i] = alphabet.charCodeAt(pair % 62);
    if (i + 1 < suffix.length) suffix[i + 1] = alphabet.charCodeAt(Math.floor(pair / 62));
  }
  return prefix + String.fromCharCode(...suffix);
}
