/** The line was cut at one event: what came of it. */
export interface Cut {
  /** Whose event it was: it did not get through. */
  readonly from: 'client' | 'server';
  readonly event: string;
  /** Which of the events of this type and side, from 1. */
  readonly count: number;
  /** When it was, in the rehearsal without a cut. */
  readonly atMs: number;
  /** What went wrong, in a line; undefined when all was right. */
  readonly wrong: string | undefined;
}
