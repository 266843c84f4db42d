import { describe, expect, it } from '@jest/globals';
import pc from 'picocolors';
import type { Recording } from './inspect.ts';
import { inspectReport } from './inspectReport.ts';

const recording: Recording = {
  type: 'recording',
  name: 'a.wav',
  durationMs: 1_234,
  sampleRateHz: 22_050,
  channels: 1,
  encoding: 'int16',
  peakDb: -0.04,
  rmsDb: -20.25,
  clippedSamples: 0,
  silenceShare: 0.256,
  outline: [0, 0.25, 0.5, 1, 0.5, 0.0625],
};
const plain = pc.createColors(false);

describe('inspectReport', () => {
  it('draws a bar for each column and lists the figures', () => {
    expect(inspectReport(6, plain)(recording)).toBe(
      [
        '   █',
        '   █',
        '  ███',
        '▁████▂',
        'recording a.wav',
        'duration  1.23 s',
        'format    22050 Hz, mono, int16',
        'peak      -0.0 dBFS',
        'RMS       -20.3 dBFS',
        'silence   26 % (below -40 dBFS)',
      ].join('\n'),
    );
  });

  it('fits any width: the loudest of several slices, or a slice over several columns', () => {
    const rows = (columns: number) => inspectReport(columns, plain)(recording).split('\n').slice(0, 4);
    expect(rows(3)).toEqual([' █', ' █', ' ██', '███']);
    expect(rows(12).at(-1)).toBe('▁▁████████▂▂');
    expect(rows(0).at(-1)).toBe('█');
  });

  it('names what is worth a look: several channels, clipping', () => {
    const text = inspectReport(80, plain)({ ...recording, channels: 2, clippedSamples: 7 });
    expect(text).toContain('2 channels');
    expect(text).toContain('dBFS, 7 samples clipped');
  });

  it('is coloured only where colours are wanted', () => {
    expect(inspectReport(80, plain)(recording)).not.toContain('\u001b');
    expect(inspectReport(80, pc.createColors(true))(recording)).toContain('\u001b[32m');
  });
});
