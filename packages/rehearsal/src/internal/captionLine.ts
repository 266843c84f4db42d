import type { RehearsedCaption } from '../rehearsal.ts';

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

/** A line of the conversation, to be read in a message. */
export const captionLine = (caption: RehearsedCaption | undefined): string | undefined =>
  caption && `at ${seconds(caption.atMs)}, ${caption.who}: ${caption.text}`;
