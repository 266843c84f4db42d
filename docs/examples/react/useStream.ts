import { useEffect, useState } from 'react';
import type { Observable } from 'rxjs';

/** The newest value of a stream; `first` until there is one, and while there is no stream. */
export const useStream = <T>(stream$: Observable<T> | undefined, first: T): T => {
  const [value, setValue] = useState(first);
  useEffect(() => {
    const subscription = stream$?.subscribe((next) => setValue(() => next));
    return () => {
      subscription?.unsubscribe();
      setValue(() => first);
    };
  }, [stream$, first]);
  return value;
};
