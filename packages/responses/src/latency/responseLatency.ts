/** How long the steps of one response took, in milliseconds. What did not happen is `undefined`. */
export interface ResponseLatency {
  readonly responseId: string;
  /** `null` for an out-of-band response, which answers no turn. */
  readonly conversationId: string | null | undefined;
  /** The status of `response.done`. */
  readonly status: string | null | undefined;
  /** From the end of speech to the commit of the turn that this response answers. */
  readonly speechStoppedToCommittedMs: number | undefined;
  /** From the commit of that turn to `response.created`. */
  readonly committedToCreatedMs: number | undefined;
  /** From `response.created` to the first piece of text, transcript or arguments, or the first sound. */
  readonly createdToFirstDeltaMs: number | undefined;
  /** From `response.created` to the first sound. */
  readonly createdToFirstAudioMs: number | undefined;
  /** From `response.created` to `response.done`. */
  readonly createdToDoneMs: number;
  /** From the end of speech to the arrival of the first sound of the answer. */
  readonly speechStoppedToFirstAudioMs: number | undefined;
  /** From the first sound to its being heard, as `played$` tells: what buffers and devices take. */
  readonly firstAudioToPlayedMs: number | undefined;
  /** From the end of speech to the first sound that was heard, as `played$` tells: the pause that the user hears. */
  readonly speechStoppedToPlayedMs: number | undefined;
}
