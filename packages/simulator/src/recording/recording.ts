import type { Recorded } from './recorded.ts';

/** What crossed the wire, in order: of a simulator, or of the real service if somebody wrote it down in this form. */
export type Recording = readonly Recorded[];
