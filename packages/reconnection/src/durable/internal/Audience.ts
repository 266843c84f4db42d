import { Observable, Subject } from 'rxjs';

/** What an audience leads to. */
export interface AudienceHandlers {
  /** Whether there is nothing to be heard any more. */
  isOver(): boolean;
  /** The first has come. */
  open(): void;
  /** The last has gone. */
  close(): void;
}

/** Those who listen to a conversation: the first one opens it, the last one closes it. */
export class Audience<T> {
  readonly events$: Observable<T>;
  #output$ = new Subject<T>();

  constructor(handlers: AudienceHandlers) {
    this.events$ = new Observable((subscriber) => {
      if (handlers.isOver()) return subscriber.complete();
      const output$ = this.#output$;
      const isFirst = !output$.observed;
      const subscription = output$.subscribe(subscriber);
      if (isFirst) handlers.open();
      return () => {
        subscription.unsubscribe();
        if (output$ === this.#output$ && !output$.observed) handlers.close();
      };
    });
  }

  next(value: T): void {
    this.#output$.next(value);
  }

  /** Whoever comes from here on belongs to the next audience. Returns those who were here. */
  renew(): Subject<T> {
    const output$ = this.#output$;
    this.#output$ = new Subject();
    return output$;
  }
}
