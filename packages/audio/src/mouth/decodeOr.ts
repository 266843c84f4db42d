import { EMPTY, of } from 'rxjs';
import type { Observable } from 'rxjs';
import { AudioError } from '../audioError.ts';

/** Emits what an event decodes to; the {@link AudioError} of a malformed one goes to `onMalformed` if there is one. */
export const decodeOr = <Event, A>(
  event: Event,
  decode: (event: Event) => A,
  onMalformed: ((event: Event, error: AudioError) => void) | undefined,
): Observable<A> => {
  try {
    return of(decode(event));
  } catch (error) {
    if (onMalformed === undefined || !(error instanceof AudioError)) throw error;
    onMalformed(event, error);
    return EMPTY;
  }
};
