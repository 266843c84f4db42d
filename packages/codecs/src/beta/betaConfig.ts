/** What `pcm16` means unless a server says otherwise, Hz. */
export const usualRateHz = 24_000;

/** What a server of the beta means by its words. */
export interface BetaConfig {
  /**
   * The rate of input that is called `pcm16` or `pcm`: 16,000 Hz for Qwen.
   *
   * @defaultValue 24,000 Hz
   */
  readonly inputRateHz?: number;
}
