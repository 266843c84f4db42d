import { describe, expect, it } from '@jest/globals';
import { alaw, mulaw } from 'alawmulaw';
import { decodeG711 } from './decodeG711.ts';
import { encodeG711 } from './encodeG711.ts';
import type { G711Format } from './g711Format.ts';

const every16Bit = new Int16Array(65_536).map((_, index) => index - 32_768);
const every8Bit = new Uint8Array(256).map((_, index) => index);

describe.each<{ format: G711Format; oracle: typeof alaw }>([
  { format: 'audio/pcma', oracle: alaw },
  { format: 'audio/pcmu', oracle: mulaw },
])('G.711 $format', ({ format, oracle }) => {
  it('encodes all 65,536 samples as alawmulaw does', () => {
    expect(encodeG711(every16Bit, format)).toEqual(oracle.encode(every16Bit));
  });

  it('decodes all 256 bytes as alawmulaw does', () => {
    expect(decodeG711(every8Bit, format)).toEqual(oracle.decode(every8Bit));
  });

  it('gives back what it decoded, but for the second zero of µ-law', () => {
    const again = encodeG711(decodeG711(every8Bit, format), format);
    const changed = [...every8Bit].filter((byte) => again[byte] !== byte);
    expect(changed).toEqual(format === 'audio/pcmu' ? [0x7f] : []);
  });

  it('keeps order and silence', () => {
    const [low, high] = decodeG711(encodeG711(Int16Array.of(-20_000, 20_000), format), format);
    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(0);
    expect(Math.abs(decodeG711(encodeG711(Int16Array.of(0), format), format)[0] ?? 99)).toBeLessThanOrEqual(
      8,
    );
  });
});
