import { mergeMap, of } from 'rxjs';
import type { Observable, SchedulerLike } from 'rxjs';
import type { Guards } from '../../../manners/guards.ts';
import { verdictOn } from '../../../manners/internal/verdictOn.ts';
import type { UserInput } from '../../assistant.ts';
import { SessionError } from '../../sessionError.ts';
import { messageOf } from './askFor.ts';

/** Goes on with what the user writes, if it may be said; fails where it may not. */
export const admitted = <T>(
  said: readonly UserInput[],
  { input, timeoutMs }: Guards,
  scheduler: SchedulerLike,
  work: () => Observable<T>,
): Observable<T> => {
  if (!input) return work();
  const text = messageOf(said)
    .content.map((part) => ('text' in part ? part.text : ''))
    .join('\n');
  const limits = { scheduler, ...(timeoutMs === undefined ? {} : { timeoutMs }) };
  return (text === '' ? of<unknown>(true) : verdictOn(input, text, limits)).pipe(
    mergeMap((verdict) => {
      if (verdict === true) return work();
      throw new SessionError('guard_rejected', 'it may not be said', verdict);
    }),
  );
};
