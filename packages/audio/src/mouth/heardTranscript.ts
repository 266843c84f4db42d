/** How much of a part was heard, and how much there is. */
export interface HeardTranscriptConfig {
  /** Milliseconds heard, at least 0. */
  readonly heardMs: number;
  /** Milliseconds that the whole transcript takes to say. */
  readonly totalMs: number;
}

/**
 * The words of a transcript that a listener had heard when the sound was cut: an estimate.
 *
 * The service gives no times for words and drops the transcript of what it truncates; this keeps the share of the
 * characters that equals the share of the time, and ends at the last whole word.
 *
 * @param transcript what the whole part says
 *
 * @example
 * ```ts
 * import { heardTranscript } from '@rx-realtime/audio';
 *
 * console.log(heardTranscript('It is half past nine in London.', { heardMs: 900, totalMs: 2_000 }));
 * // prints: It is half
 * ```
 *
 * @see {@link playback}
 */
export const heardTranscript = (transcript: string, { heardMs, totalMs }: HeardTranscriptConfig): string => {
  if (heardMs >= totalMs) return transcript;
  const share = Math.max(0, heardMs / totalMs) || 0;
  const characters = [...transcript];
  const end = Math.floor(characters.length * share);
  const heard = characters.slice(0, end).join('');
  if (/\s/.test(characters[end] ?? ' ')) return heard.trimEnd();
  return heard.replace(/\S*$/, '').trimEnd();
};
