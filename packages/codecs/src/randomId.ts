const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const suffixLength = 21;

/** Random bytes are fetched a kibibyte at a time: one call to the generator costs more than making an id. */
const pool = new Uint8Array(1024);
let used = pool.length;

function nextByte(): number {
  if (used === pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  return pool[used++] ?? 0;
}

/**
 * Makes an id as the service does: the prefix and 21 characters of base 62 (125 bits).
 *
 * @param prefix such as `event_`, `item_`
 * @example
 * import { randomId } from '@rx-realtime/codecs';
 *
 * console.log(/^item_[0-9A-Za-z]{21}$/.test(randomId('item_'))); // true
 */
export function randomId(prefix: string): string {
  let id = prefix;
  for (let length = 0; length < suffixLength;) {
    const byte = nextByte();
    // 248 is the largest multiple of 62 in a byte; taking the rest too would favour the first characters.
    if (byte < 248) {
      id += alphabet[byte % 62];
      length += 1;
    }
  }
  return id;
}
