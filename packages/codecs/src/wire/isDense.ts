/** Longest frame that is read, in characters or bytes: 15 MiB of audio is 20 MiB of base64, and some room. */
export const maxFrameLength = 24 * 1024 * 1024;

/** Frames up to this length are parsed in a few ms whatever they hold, so that they need not be looked through first. */
const harmlessLength = 128 * 1024;

/** Most values in a longer frame. Long frames are long because of sound, which is one value. */
const maxValues = 50_000;

function count(text: string, character: string, limit: number): number {
  let found = 0;
  for (let at = text.indexOf(character); at !== -1 && found <= limit; at = text.indexOf(character, at + 1))
    found += 1;
  return found;
}

/**
 * Whether parsing the text would take long or much memory: a million levels or values. Counts the characters that
 * begin a value, which the engine finds some gigabytes a second.
 */
export function isDense(text: string): boolean {
  return (
    text.length > harmlessLength &&
    ['[', '{', ','].some((character) => count(text, character, maxValues) > maxValues)
  );
}
