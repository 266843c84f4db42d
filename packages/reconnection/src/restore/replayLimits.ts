/** How much of a conversation a new session is given; what is too much is dropped, the oldest first. */
export interface ReplayLimits {
  /** Estimated input tokens. @defaultValue 20,000 tokens */
  readonly maxTokens?: number;
  /** At most 4,000. @defaultValue 500 items */
  readonly maxItems?: number;
  /** As JSON. @defaultValue 8,388,608 bytes */
  readonly maxBytes?: number;
}
