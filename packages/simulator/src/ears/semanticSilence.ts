/** Words that end like a sentence: the speaker is done. Anything else may go on. */
export const isFinished = (text: string): boolean =>
  /[.!?。！？]["'”’)]*\s*$/.test(text) && !/(\.\.\.|…)\s*$/.test(text);

/** Silence that ends the turn of somebody who is done. */
export const finishedMs = 300;
/** The longest the semantic detector waits for somebody who is not done. */
const longestMs = { low: 8_000, medium: 4_000, auto: 4_000, high: 2_000 };

/** Silence after which the semantic detector ends a turn. */
export const semanticSilenceMs = (eagerness: keyof typeof longestMs, finished: boolean): number =>
  finished ? finishedMs : longestMs[eagerness];
