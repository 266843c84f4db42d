import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { closeCode, closeCodes, isRetriable } from './closeCodes.ts';

describe('closeCode', () => {
  it.each([
    [1000, 'close', false],
    [1001, 'close', true],
    [1006, 'close', true],
    [1009, 'protocol', false],
    [1013, 'close', true],
    [3000, 'auth', false],
    [3008, 'close', true],
    [3500, 'policy', false],
    [4000, 'policy', false],
    [4999, 'policy', false],
    [2999, 'protocol', false],
  ] as const)('%d is a %s close, retriable: %s', (code, reason, retriable) => {
    expect(closeCode(code)).toMatchObject({ reason, retriable });
  });

  it('explains every listed code in words', () => {
    for (const { meaning } of closeCodes.values()) expect(meaning).not.toBe('');
  });

  it('says how long to wait at least: a second after "try again later"', () => {
    expect(closeCode(1013).leastWaitMs).toBe(1_000);
    expect(closeCode(1006).leastWaitMs).toBe(0);
    expect(closeCode(4999).leastWaitMs).toBe(0);
  });

  it('is the table of the README', () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    const rows = Array.from(
      readme.matchAll(/^\| (\d{4}) \| (.+?) +\| `(\w+)` +\| (yes|no) +\| ([\d,]+) ms +\|$/gm),
      ([, code, meaning, reason, retried, leastWait]) => [
        Number(code),
        { meaning, reason, retriable: retried === 'yes', leastWaitMs: Number(leastWait?.replace(',', '')) },
      ],
    );
    expect(rows).toEqual([...closeCodes]);
  });
});

describe('isRetriable', () => {
  it('follows the close code', () => {
    expect(isRetriable(1006)).toBe(true);
    expect(isRetriable(1002)).toBe(false);
  });
  it('is overruled by an expired session, and by an error that no retry mends', () => {
    expect(isRetriable(1000, 'session_expired')).toBe(true);
    expect(isRetriable(1011, 'insufficient_quota')).toBe(false);
    expect(isRetriable(1011, 'anything_else')).toBe(true);
  });
});
