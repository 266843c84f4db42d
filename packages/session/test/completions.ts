import type { Observable } from 'rxjs';

/** Watches streams that have to complete: `completed` names those that have, and those that failed. */
export const completions = () => {
  const completed: string[] = [];
  const on = <T>(name: string, stream$: Observable<T>, next: (value: T) => void = () => undefined) =>
    stream$.subscribe({
      next,
      complete: () => completed.push(name),
      error: () => completed.push(`${name} failed`),
    });
  return { completed, on };
};
