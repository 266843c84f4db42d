import type { FunctionCallItem, SpeechBlock } from '@rx-realtime/codecs';
import { catchError, defaultIfEmpty, EMPTY, forkJoin, map, mergeMap, takeLast, toArray } from 'rxjs';
import type { Observable, OperatorFunction } from 'rxjs';
import type { ResponseOutcome } from './responseOutcome.ts';
import type { ResponseStream } from './responseStream.ts';

/** A response that has ended, in one piece. */
export interface CollectedResponse {
  readonly responseId: string;
  /** `null` for an out-of-band response; `undefined` when the server did not say. */
  readonly conversationId: string | null | undefined;
  readonly outcome: ResponseOutcome;
  /** The written text; `''` when there is none. */
  readonly text: string;
  /** What was said; `''` when nothing was. */
  readonly transcript: string;
  /** The sound, in blocks as they came. */
  readonly audio: readonly SpeechBlock[];
  /** The calls that the model finished, their arguments still JSON text. */
  readonly functionCalls: readonly FunctionCallItem[];
}

const orNothing = <T>(stream$: Observable<T>): Observable<T> => stream$.pipe(catchError(() => EMPTY));

const lastText = (text$: Observable<string>): Observable<string> =>
  orNothing(text$).pipe(takeLast(1), defaultIfEmpty(''));

const collect = ({ responseId, conversationId, ...streams }: ResponseStream): Observable<CollectedResponse> =>
  forkJoin({
    outcome: streams.done$,
    text: lastText(streams.text$),
    transcript: lastText(streams.transcript$),
    audio: orNothing(streams.audio$).pipe(toArray()),
    functionCalls: orNothing(streams.functionCalls$).pipe(toArray()),
  }).pipe(map((collected) => ({ responseId, conversationId, ...collected })));

/**
 * Each response in one piece, when it has ended, however it ended.
 *
 * The answer with everything in it, and whether it went well.
 *
 * ```
 * events:            --c1--d1--c2--d2--e2--e1--|
 * responses():       --r1------r2--------------|
 * collectResponse(): ------------------R2--R1--|
 * ```
 *
 * - **Value**: a response that has ended. Failed, cancelled and interrupted ones are values too: look at
 *   `outcome.status`.
 * - **Completion**: when the source has completed and its last response has ended.
 * - **Error**: that of the source; before it, the responses that are still open come out as `interrupted`.
 * - **Unsubscription**: leaves the source and the responses that are open.
 * - **Re-subscription**: that of the source.
 * - **Memory**: what {@link responses} holds of the open responses, and their decoded sound.
 *
 * @example
 * import { collectResponse, responses } from '@rx-realtime/responses';
 * import { of } from 'rxjs';
 *
 * const content = [{ type: 'output_text', text: 'Paris.' }];
 * const output = [{ type: 'message', id: 'item_1', role: 'assistant', content } as const];
 * const response = { id: 'resp_1', status: 'completed', output } as const;
 * of({ type: 'response.done', event_id: 'event_1', response } as const)
 *   .pipe(responses(), collectResponse())
 *   .subscribe(({ outcome, text }) => console.log(outcome.status, text)); // prints: completed Paris.
 *
 * @see {@link responses} for the same while it happens
 */
export function collectResponse(): OperatorFunction<ResponseStream, CollectedResponse> {
  return mergeMap(collect);
}
