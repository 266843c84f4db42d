/** How many samples an audio thread had taken at a moment of its own clock, and whether it goes on. */
interface TakenReport {
  readonly atSeconds: number;
  readonly samples: number;
  /** False: from here on it takes nothing, until the next report says so. */
  readonly playing: boolean;
}

/** Tells how many samples were taken at any moment, from reports of some moments. */
interface HeardSamples {
  readonly report: (report: TakenReport) => void;
  /** Forgets what lies before `seconds`, so ask in the order of time. */
  readonly at: (seconds: number) => number;
}

/** Between two reports, and after the last one, the thread takes one sample after the other or none at all. */
export const makeHeardSamples = (sampleRateHz: number): HeardSamples => {
  let reports: readonly TakenReport[] = [];
  return {
    report: (report) => {
      reports = [...reports, report];
    },
    at: (seconds) => {
      const past = reports.filter(({ atSeconds }) => atSeconds <= seconds);
      reports = reports.slice(Math.max(0, past.length - 1));
      const last = past.at(-1);
      if (!last) return 0;
      const next = reports[1];
      const since = last.playing ? (seconds - last.atSeconds) * sampleRateHz : 0;
      return Math.min(last.samples + since, next?.samples ?? Infinity);
    },
  };
};
