import { samplesOf } from '../internal/audioFormat.ts';
import { base62 } from '../core/ids.ts';
import type { Random } from '../core/random.ts';

/** A text cut into tokens as a model streams them: words with the space before them. */
export const words = (text: string): readonly string[] =>
  text.match(/\s*\S+(?:\s+$)?/g) ?? (text === '' ? [] : [text]);

/** Arguments cut into pieces of a few characters, as they arrive on the wire. */
export const fragments = (text: string, length = 5): readonly string[] => {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; at += length) pieces.push(text.slice(at, at + length));
  return pieces;
};

/** The service starts with short pieces of sound and goes on with 250 ms (12,000 bytes, 16,000 characters of base64). */
const leadingMs = [100, 150];
const followingMs = 250;

export const soundPieces = (pcm: Int16Array): readonly Int16Array[] => {
  const pieces: Int16Array[] = [];
  for (let at = 0; at < pcm.length;) {
    const length = samplesOf(leadingMs[pieces.length] ?? followingMs);
    pieces.push(pcm.subarray(at, at + length));
    at += length;
  }
  return pieces;
};

const obfuscationBlock = 16;

/** Padding that hides a delta's length: delta and padding together are a multiple of 16 characters. */
export const obfuscation = (random: Random, delta: string): string =>
  base62(random, obfuscationBlock - (delta.length % obfuscationBlock));
