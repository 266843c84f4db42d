import { map, Observable } from 'rxjs';
import type { OperatorFunction } from 'rxjs';

/** One subscription's worth of an operator that turns each value into none, one or several. */
export interface Stage<A, B> {
  /** What the next value gives; what it throws ends the stream. */
  readonly push: (value: A) => readonly B[];
  /** What is left when the source completes. */
  readonly flush?: () => readonly B[];
  /** Called once, however the subscription ends. */
  readonly free?: () => void;
}

/** The operator of a stage: made anew for each subscription. */
export const staged =
  <A, B>(make: () => Stage<A, B>): OperatorFunction<A, B> =>
  (source) =>
    new Observable((subscriber) => {
      const { push, flush, free } = make();
      const emit = (values: readonly B[]) => values.forEach((value) => subscriber.next(value));
      subscriber.add(free);
      subscriber.add(
        source.pipe(map(push)).subscribe({
          next: emit,
          error: (error) => subscriber.error(error),
          complete: () => {
            if (flush !== undefined) emit(flush());
            subscriber.complete();
          },
        }),
      );
    });
