import { describe, expect, it } from '@jest/globals';
import { toVtt } from './toVtt.ts';
import type { TranscriptLine } from './transcriptLine.ts';

const line = (startMs: number, endMs: number, text: string): TranscriptLine => ({
  itemId: 'item_1',
  startMs,
  endMs,
  text,
  status: 'completed',
});

describe('toVtt', () => {
  it('begins with its name, and has an empty line between cues', () => {
    expect(toVtt([line(0, 1_500, 'One.'), line(360_000_000, 360_000_001, 'Late.')])).toBe(
      'WEBVTT\n\n00:00:00.000 --> 00:00:01.500\nOne.\n\n100:00:00.000 --> 100:00:00.001\nLate.\n',
    );
    expect(toVtt([])).toBe('WEBVTT\n');
  });

  it('escapes what would be a tag, an entity or an arrow', () => {
    expect(toVtt([line(0, 1, '<b>Q&A</b> --> a')])).toContain('&lt;b&gt;Q&amp;A&lt;/b&gt; --&gt; a\n');
  });

  it('keeps lines of text and no empty one, which would end the cue', () => {
    expect(toVtt([line(0, 1, 'a\r\n\r\nb')])).toBe('WEBVTT\n\n00:00:00.000 --> 00:00:00.001\na\nb\n');
  });
});
