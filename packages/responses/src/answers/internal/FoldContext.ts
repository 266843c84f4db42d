import type { Observable } from 'rxjs';
import type { ResponseWarning } from '../responseWarning.ts';

/** How much one response may hold. */
interface ResponseLimits {
  readonly maxResponseBytes: number;
  readonly maxArgumentsBytes: number;
  readonly maxItems: number;
}

/** What the folds of one subscription share. */
export interface FoldContext {
  readonly limits: ResponseLimits;
  readonly warn: (warning: ResponseWarning) => void;
  /** Makes a subscription to the given stream keep the source subscribed. */
  readonly hold: <T>(stream$: Observable<T>) => Observable<T>;
}
