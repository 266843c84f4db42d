import type { TypedEvent } from '@rx-realtime/codecs';
import type { Correlation, IdentifiedEvent } from '@rx-realtime/codecs/correlation';

/** An answer of several events, of which the reply is the first. */
export interface AnswerStream<In extends TypedEvent, Out extends IdentifiedEvent> {
  /** Whether an event belongs to it. */
  readonly has: (event: In) => boolean;
  /** Whether it ends with this event of its own. */
  readonly isLast: (event: In) => boolean;
  /** Stops it; left out where nothing does. */
  readonly cancel?: () => Out;
}

/** What a request has to know of a protocol. A `Protocol` of `@rx-realtime/connection/link` is one. */
export interface RequestProtocol<In extends TypedEvent, Out extends IdentifiedEvent> {
  /** Gives an event the ids by which its answer is known. */
  readonly identify: (event: Out) => Out;
  /** Which events answer which, for a source that has no `delivery$`. */
  readonly correlation: Correlation<Out, In>;
  /** Whether an event says that a session has begun: an answer of the one before will not go on. */
  readonly isReady: (event: In) => boolean;
  /** The answer that a reply begins. @defaultValue none: the reply is the answer */
  readonly answerFrom?: (reply: In) => AnswerStream<In, Out> | undefined;
}
