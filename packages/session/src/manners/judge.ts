import type { ObservableInput } from 'rxjs';

/** Decides about something: true lets it pass. What fails or takes too long does not pass. */
export type Judge<T> = (value: T) => ObservableInput<boolean>;
