import type pc from 'picocolors';
import type { Recording } from './inspect.ts';

/** Rows of the drawing, and how many steps a block character divides each into. */
const rows = 4;
const steps = 8;
const blocks = ' ▁▂▃▄▅▆▇█';
const labelWidth = 10;

/** Draws a recording and lists what was measured, in lines of at most `columns` characters. */
export const inspectReport =
  (columns: number, colors: ReturnType<typeof pc.createColors>) =>
  (recording: Recording): string => {
    const say = (label: string, text: string) => `${colors.dim(label.padEnd(labelWidth))}${text}`;
    const { name, durationMs, sampleRateHz, channels, encoding, peakDb, rmsDb, clippedSamples } = recording;
    const clipped = clippedSamples > 0 ? colors.yellow(`, ${clippedSamples} samples clipped`) : '';
    return [
      ...waveform(recording.outline, Math.max(1, columns)).map((row) => colors.green(row)),
      say('recording', name),
      say('duration', `${(durationMs / 1_000).toFixed(2)} s`),
      say('format', `${sampleRateHz} Hz, ${channels === 1 ? 'mono' : `${channels} channels`}, ${encoding}`),
      say('peak', `${peakDb.toFixed(1)} dBFS${clipped}`),
      say('RMS', `${rmsDb.toFixed(1)} dBFS`),
      say('silence', `${Math.round(recording.silenceShare * 100)} % (below -40 dBFS)`),
    ].join('\n');
  };

/** Rows of block characters, the top one first: one bar for each column, as high as the loudest sample in it. */
function waveform(outline: readonly number[], columns: number): string[] {
  const bars = Array.from({ length: columns }, (_, column) => {
    const from = Math.floor((column * outline.length) / columns);
    const to = Math.ceil(((column + 1) * outline.length) / columns);
    return Math.round(Math.max(0, ...outline.slice(from, to)) * rows * steps);
  });
  return Array.from({ length: rows }, (_, row) => {
    const below = (rows - 1 - row) * steps;
    // A silent column is a line at the bottom, so that the length can be seen.
    const filled = (bar: number) => Math.max(below === 0 ? 1 : 0, Math.min(steps, bar - below));
    return bars
      .map((bar) => blocks[filled(bar)])
      .join('')
      .trimEnd();
  });
}
