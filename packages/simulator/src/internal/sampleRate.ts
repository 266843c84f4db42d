/** Everything inside the simulator is mono PCM16 at this rate. */
export const sampleRateHz = 24_000;

/** How long so many samples play. */
export const msOf = (samples: number): number => (samples * 1_000) / sampleRateHz;
