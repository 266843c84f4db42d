/** Something about the events of a response that was put right, and that someone may want to know or count. */
export type ResponseWarning =
  /** The final payload differs from the sum of the pieces. The payload was taken unless the stream had already ended. */
  | {
      readonly _tag: 'DoneMismatch';
      readonly responseId: string;
      readonly itemId: string;
      readonly field: 'text' | 'transcript' | 'arguments';
      /** Length of the sum of the pieces, in UTF-16 code units. */
      readonly deltaLength: number;
      /** Length of the final payload, in UTF-16 code units. */
      readonly doneLength: number;
    }
  /** An event came after the end of what it belongs to, and was left out. */
  | { readonly _tag: 'LateEvent'; readonly responseId: string; readonly eventType: string }
  /** A call's arguments named neither their response nor a call that is known, and were left out. */
  | { readonly _tag: 'HomelessEvent'; readonly eventType: string }
  /** An event of an open response came again under the same `event_id`, and was left out. */
  | { readonly _tag: 'DuplicateEvent'; readonly responseId: string; readonly eventType: string }
  /** A block of sound could not be decoded, and was left out of `audio$`. Told once for each subscriber of it. */
  | {
      readonly _tag: 'UnreadableAudio';
      readonly responseId: string;
      readonly eventType: string;
      readonly code: 'not_base64' | 'odd_length' | 'unknown_format';
    };
