import { merge, Observable, tap, type Subscription } from 'rxjs';
import type { SimulateOptions } from './options.ts';
import { cutOnce, loadSimulator } from './target.ts';

/** Runs the embedded simulator until it is unsubscribed, printing a line for each event of each session. */
export function simulate({ port, cut }: SimulateOptions, print: (line: string) => void): Observable<never> {
  return new Observable<never>((subscriber) => {
    const started = loadSimulator().then(({ startSimulator }) =>
      startSimulator({ port, faults: cut ? cutOnce : [] }),
    );
    let log: Subscription | undefined;
    started.then(
      ({ url, events$, notices$ }) => {
        print(`the simulator listens on ${url} (Ctrl-C stops it)`);
        log = merge(
          notices$.pipe(tap((notice) => print(notice))),
          events$.pipe(
            tap(({ connection, from, event }) =>
              print(`#${connection} ${from === 'client' ? '→' : '←'} ${String(event['type'])}`),
            ),
          ),
        ).subscribe({ error: (error: unknown) => subscriber.error(error) });
      },
      (error: unknown) => subscriber.error(error),
    );
    return () => {
      log?.unsubscribe();
      started.then((simulator) => simulator.close()).catch(() => undefined);
    };
  });
}
