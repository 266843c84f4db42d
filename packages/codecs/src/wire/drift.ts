import type { TypedEvent } from '../correlation/correlation.ts';
import type { DecodeFailure } from '../describe/failure.ts';

/** Something that a server sent otherwise than this version knows it. */
export interface Drift {
  /** The `type` that the server sent. */
  readonly wireType: string;
  /** What it was read as: `unknown`, or the event without the parts that did not decode (see `unreadOf`). */
  readonly event: TypedEvent;
  /** What was expected where, without any value; absent when the type is new. */
  readonly failure?: DecodeFailure;
}

/** Hears of each value; an RxJS `Subject` is one. */
export interface NextObserver<A> {
  next(value: A): void;
}
