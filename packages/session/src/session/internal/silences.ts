import { distinctUntilChanged, map, merge } from 'rxjs';
import type { Observable, SchedulerLike } from 'rxjs';
import { afterSilence } from '../../manners/afterSilence.ts';
import type { SilenceStep } from '../../manners/silenceStep.ts';
import type { FloorHolder } from '../../manners/whoSpeaks.ts';
import type { Activity } from './Activity.ts';

/** What tells that something is due. */
export interface SilencesParts {
  readonly activity: Activity;
  readonly changes$: Observable<void>;
  readonly scheduler: SchedulerLike;
}

/** What is to be done about silence, when it has lasted; what is due, such as the result of a tool, is waited for. */
export const silences = (
  steps: readonly SilenceStep[],
  speaker$: Observable<FloorHolder> & { readonly value: FloorHolder },
  { activity, changes$, scheduler }: SilencesParts,
): Observable<SilenceStep> =>
  merge(speaker$, changes$).pipe(
    map(() => (speaker$.value === 'nobody' && !activity.isQuiet ? 'assistant' : speaker$.value)),
    distinctUntilChanged(),
    afterSilence(
      steps.map(({ afterMs }) => afterMs),
      { scheduler },
    ),
    map((index): SilenceStep => steps[index] ?? { afterMs: 0 }),
  );
