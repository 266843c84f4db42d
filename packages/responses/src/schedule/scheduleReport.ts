/** What became of a request that did not simply get its response. */
export type ScheduleReport =
  | {
      /**
       * `Coalesced`: a newer request of the same key took its place. `Dropped`: too many were waiting, or the session
       * ended. `Expired`: it waited longer than `maxWaitMs`. `Deferred`: another response was faster; it waits for its
       * end. `Refused`: the server answered with an error. `Unanswered`: the server did not answer. `Lost`: the session
       * ended before the answer.
       */
      readonly _tag: 'Coalesced' | 'Dropped' | 'Expired' | 'Deferred' | 'Refused' | 'Unanswered' | 'Lost';
      /** The `event_id` of the `response.create`. */
      readonly eventId: string;
      /** The server's error code, when `Deferred` or `Refused`. */
      readonly code: string | undefined;
    }
  /** A running response was not heard of for `silenceTimeoutMs`; the conversation is taken to be free. */
  | { readonly _tag: 'Silent'; readonly responseId: string | undefined };
