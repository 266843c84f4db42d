import { mergeMap, throwError } from 'rxjs';
import type { Observable } from 'rxjs';
import { isResponseStreamError, ResponseStreamError } from '../responseStreamError.ts';
import type { ResponseOutcome } from '../responseOutcome.ts';
import type { ResponseStream } from '../responseStream.ts';

const errorOf = (responseId: string, outcome: ResponseOutcome): ResponseStreamError | undefined => {
  if (outcome.status === 'failed') {
    const reason = outcome.code ?? outcome.type ?? 'no reason given';
    return new ResponseStreamError('response_failed', responseId, `the server failed: ${reason}`, outcome);
  }
  if (outcome.status !== 'interrupted') return undefined;
  if (isResponseStreamError(outcome.cause)) return outcome.cause;
  return new ResponseStreamError(
    'response_interrupted',
    responseId,
    `ended early: ${outcome.reason}`,
    outcome,
  );
};

/** Waits for the end of the response, then subscribes to `result$`, unless the response did not come to a proper end. */
export const unlessFailed = <T>(response: ResponseStream, result$: Observable<T>): Observable<T> =>
  response.done$.pipe(
    mergeMap((outcome) => {
      const error = errorOf(response.responseId, outcome);
      return error ? throwError(() => error) : result$;
    }),
  );
