import { describe, expect, it } from '@jest/globals';
import { toSrt } from './toSrt.ts';
import type { TranscriptLine } from './transcriptLine.ts';

const line = (startMs: number | undefined, endMs: number | undefined, text: string): TranscriptLine => ({
  itemId: 'item_1',
  startMs,
  endMs,
  text,
  status: 'completed',
});

describe('toSrt', () => {
  it('numbers from 1, with CRLF and an empty line behind each', () => {
    expect(toSrt([line(0, 1_500, 'One.'), line(3_661_001, 3_662_000.4, 'Two.')])).toBe(
      '1\r\n00:00:00,000 --> 00:00:01,500\r\nOne.\r\n\r\n2\r\n01:01:01,001 --> 01:01:02,000\r\nTwo.\r\n\r\n',
    );
    expect(toSrt([])).toBe('');
  });

  it('keeps lines of text and no empty one, which would end the subtitle', () => {
    expect(toSrt([line(0, 1_000, ' One\n\n  \r\ntwo\rthree ')])).toBe(
      '1\r\n00:00:00,000 --> 00:00:01,000\r\nOne\r\ntwo\r\nthree\r\n\r\n',
    );
  });

  it('has no arrow in the words', () => {
    expect(toSrt([line(0, 1_000, 'a --> b')])).toContain('\r\na -> b\r\n');
  });

  it('leaves out what has no words, no times, or is not final, without a gap in the numbers', () => {
    const partial: TranscriptLine = { ...line(0, 1_000, 'partial'), status: 'partial' };
    const shown = [
      line(0, 1_000, ' '),
      line(undefined, 1, 'x'),
      line(1, undefined, 'y'),
      partial,
      line(5, 5, 'Z'),
    ];
    expect(toSrt(shown)).toBe('1\r\n00:00:00,005 --> 00:00:00,006\r\nZ\r\n\r\n');
  });

  it('shows what was interrupted', () => {
    expect(toSrt([{ ...line(0, 1_000, 'Once upon'), status: 'interrupted' }])).toContain('Once upon');
  });

  it('cuts long lines at whole words, and shares the time by the characters', () => {
    const long = line(1_000, 5_000, 'One two three\nfour incomprehensibilities five');
    const shown = toSrt([long], { maxCharacters: 13 }).split('\r\n');
    expect(shown.filter((text) => /[a-z]/.test(text))).toEqual([
      'One two three',
      'four',
      'incomprehensibilities',
      'five',
    ]);
    expect(shown.filter((text) => text.includes('-->'))).toEqual([
      '00:00:01,000 --> 00:00:02,238',
      '00:00:02,238 --> 00:00:02,619',
      '00:00:02,619 --> 00:00:04,619',
      '00:00:04,619 --> 00:00:05,000',
    ]);
    expect(toSrt([line(0, 1_000, 'One.')], { maxCharacters: 84 })).toBe(toSrt([line(0, 1_000, 'One.')]));
  });

  it.each([0, -1, Number.NaN])('refuses subtitles of %d characters', (maxCharacters) => {
    expect(() => toSrt([], { maxCharacters })).toThrow(RangeError);
  });
});
