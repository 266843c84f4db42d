/** Whole samples in `durationMs` at `sampleRateHz`, rounded. */
export const samplesOf = (durationMs: number, sampleRateHz: number): number =>
  Math.round((durationMs * sampleRateHz) / 1_000);
