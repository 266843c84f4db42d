/** How lines become subtitles. */
export interface SubtitleConfig {
  /**
   * The most characters of a subtitle, at least 1; a longer line becomes several, at whole words, whose times are shares of
   * the line's by their characters: an estimate. Two lines of 42 are usual.
   *
   * @defaultValue no limit: one subtitle for each line
   */
  readonly maxCharacters?: number;
}
