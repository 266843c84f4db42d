import { base62 } from './ids.ts';
import type { Random } from './random.ts';

const obfuscationBlock = 16;

/** Padding that hides a delta's length: delta and padding together are a multiple of 16 characters. */
export const obfuscation = (random: Random, delta: string): string =>
  base62(random, obfuscationBlock - (delta.length % obfuscationBlock));
