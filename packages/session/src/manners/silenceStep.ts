import type { ResponseCreateParams } from '@rx-realtime/codecs';

/** What an assistant does when it has been silent for a while. */
export interface SilenceStep {
  /** How long nobody has spoken, since the last words or the step before, ms. */
  readonly afterMs: number;
  /** Says exactly this. */
  readonly say?: string;
  /** Has the model say something in its own words, such as `{ instructions: 'Ask whether the user is still there.' }`. */
  readonly response?: ResponseCreateParams;
  /** Ends the session, once what was said has been heard. @defaultValue `false` */
  readonly close?: boolean;
}
