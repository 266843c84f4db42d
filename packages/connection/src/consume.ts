import type { ServerEvent } from '@rx-realtime/codecs';
import { from, Observable } from 'rxjs';
import type { Subscription, NextObserver, ObservableInput } from 'rxjs';
import { RealtimeError } from './realtimeError.ts';

/** A socket that can be read from, and perhaps held back: a RealtimeSocket, or anything alike. */
export interface PausableSource extends Observable<ServerEvent> {
  /** Stops reading from the network until the returned subscription ends. */
  pause(): Subscription;
}

/** What to do with events that arrive faster than they are consumed. */
export interface ConsumeConfig {
  /**
   * - `buffer`: keep them, and error beyond `maxBytes`.
   * - `dropOldest`: keep the newest `maxBytes`, and tell `droppedObserver` of each that is given up.
   * - `pauseSocket`: beyond `maxBytes` read no more from the network until half of it is consumed; errors at four times
   *   `maxBytes` where the platform cannot pause (browsers).
   *
   * @defaultValue `pauseSocket`
   */
  readonly policy?: 'buffer' | 'dropOldest' | 'pauseSocket';
  /** Payload that may wait, estimated from the events' longest text. @defaultValue 1,048,576 bytes */
  readonly maxBytes?: number;
  /** Receives each event that `dropOldest` gives up. */
  readonly droppedObserver?: NextObserver<ServerEvent>;
}

/** What an event counts beside its payload: its ids and indexes. */
const envelopeBytes = 256;
/** A pause takes effect a little late: what is on its way still arrives. */
const overflowFactor = 4;

/**
 * Gives the events of a socket to a consumer one at a time, and bounds what waits.
 *
 * An Observable has no way to slow its source down, so a consumer that cannot keep up (a disk, a slow browser behind a
 * relay) fills the memory. Here the next event is given out when the work on the one before has completed.
 *
 * ```
 * socket:                    --a-b-c-d-----------|
 * project(a):                  ----1|
 * consume(socket, project):  ------1---2---3---4-|
 * ```
 *
 * - **Value**: whatever the results of `project` emit, in the order of the events.
 * - **Completion**: when the socket has completed and all that waited is consumed.
 * - **Error**: those of the socket and of `project`; a {@link RealtimeError} `consumer_overflow` beyond the bound.
 * - **Unsubscription**: leaves the socket, ends the current work, releases the pause.
 * - **Re-subscription**: starts anew.
 * - **Memory**: `maxBytes`, plus what a pause lets through.
 *
 * @param socket the socket, or a source with `pause()`
 * @param project the work on one event: an Observable, a Promise, an array
 * @param config the bound, and what happens there
 *
 * @example
 * import { realtimeSocket } from '@rx-realtime/connection';
 * import { consume } from '@rx-realtime/connection/consume';
 * import { createSimulator } from '@rx-realtime/simulator';
 * import { take } from 'rxjs';
 *
 * const socket = realtimeSocket({ url: 'ws://simulator', model: 'gpt-realtime-2.1', WebSocketCtor: createSimulator().WebSocket });
 * const write = async ({ type }: { type: string }) => `written: ${type}`;
 * consume(socket, write).pipe(take(1)).subscribe((line) => console.log(line)); // prints: written: session.created
 */
export function consume<R>(
  socket: PausableSource,
  project: (event: ServerEvent) => ObservableInput<R>,
  { policy = 'pauseSocket', maxBytes = 1024 * 1024, droppedObserver }: ConsumeConfig = {},
): Observable<R> {
  return new Observable((subscriber) => {
    const waiting: ServerEvent[] = [];
    let waitingBytes = 0;
    let working = false;
    let ended = false;
    let pause: Subscription | undefined;

    const resume = (): void => {
      pause?.unsubscribe();
      pause = undefined;
    };
    const next = (): ServerEvent | undefined => {
      const event = waiting.shift();
      if (event) waitingBytes -= sizeOf(event);
      if (waitingBytes <= maxBytes / 2) resume();
      return event;
    };
    const work = (): void => {
      // A loop, because work may complete at once, and a thousand events must not be a thousand frames deep.
      while (!working && !subscriber.closed) {
        const event = next();
        if (event === undefined) return ended ? subscriber.complete() : undefined;
        working = true;
        let looping = true;
        try {
          subscriber.add(
            from(project(event)).subscribe({
              next: (value) => subscriber.next(value),
              error: (error: unknown) => subscriber.error(error),
              complete: () => {
                working = false;
                if (!looping) work();
              },
            }),
          );
        } catch (error) {
          return subscriber.error(error);
        }
        looping = false;
      }
    };
    const tooMuch = (): boolean => waitingBytes > maxBytes && waiting.length > 1;
    const bound = (): void => {
      if (policy === 'dropOldest') {
        while (tooMuch()) {
          const oldest = next();
          if (oldest) droppedObserver?.next(oldest);
        }
      } else if (waitingBytes > maxBytes * (policy === 'buffer' ? 1 : overflowFactor)) {
        subscriber.error(overflow(maxBytes));
      } else if (policy === 'pauseSocket' && waitingBytes > maxBytes) {
        pause ??= socket.pause();
      }
    };

    subscriber.add(resume);
    subscriber.add(
      socket.subscribe({
        next: (event) => {
          waiting.push(event);
          waitingBytes += sizeOf(event);
          work();
          bound();
        },
        error: (error: unknown) => subscriber.error(error),
        complete: () => {
          ended = true;
          work();
        },
      }),
    );
  });
}

const sizeOf = (event: ServerEvent): number =>
  envelopeBytes + ('delta' in event && typeof event.delta === 'string' ? event.delta.length : 0);

const overflow = (maxBytes: number): RealtimeError =>
  new RealtimeError({
    code: 'consumer_overflow',
    reason: 'policy',
    message: `the consumer fell more than ${maxBytes} bytes behind`,
    retriable: false,
  });
