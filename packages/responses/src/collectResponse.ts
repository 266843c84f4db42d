import type { FunctionCallItem, ServerEvent } from '@rx-realtime/codecs';
import { catchError, defaultIfEmpty, EMPTY, forkJoin, map, mergeMap, takeLast, toArray } from 'rxjs';
import type { Observable, OperatorFunction } from 'rxjs';
import type { ResponseOutcome } from './responseOutcome.ts';
import { responses } from './responses.ts';
import type { ResponsesConfig } from './responses.ts';
import type { ResponseAudio, ResponseStream } from './responseStream.ts';

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
  readonly audio: readonly ResponseAudio[];
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
 * <span class="informal">The answer with everything in it, and whether it went well.</span>
 *
 * ```text
 * source:            --c1--d1--c2--d2--e2--e1--|
 * collectResponse(): ------------------R2--R1--|
 * ```
 *
 * - Failed, cancelled and interrupted responses are values: look at `outcome.status`.
 * - Before an error or completion of the source, the responses that are still open come out as `interrupted`.
 * - Unsubscription, re-subscription and memory are those of {@link responses}, plus the decoded sound of the open ones.
 *
 * @param config the limits of {@link responses}
 *
 * @example
 * import { collectResponse } from '@rx-realtime/responses';
 * import { of } from 'rxjs';
 *
 * const content = [{ type: 'output_text', text: 'Paris.' }];
 * const output = [{ type: 'message', id: 'item_1', role: 'assistant', content } as const];
 * const response = { id: 'resp_1', status: 'completed', output } as const;
 * of({ type: 'response.done', event_id: 'event_1', response } as const)
 *   .pipe(collectResponse())
 *   .subscribe(({ outcome, text }) => console.log(outcome.status, text)); // prints: completed Paris.
 *
 * @see {@link responses} for the same while it happens
 */
export function collectResponse(config?: ResponsesConfig): OperatorFunction<ServerEvent, CollectedResponse> {
  return (source) => source.pipe(responses(config), mergeMap(collect));
}
