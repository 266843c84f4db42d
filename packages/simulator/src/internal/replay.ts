import { Observable } from 'rxjs';
import type { SchedulerLike } from 'rxjs';
import type { Recording } from '../recording.ts';
import type { Frame, Outgoing } from './outgoing.ts';
import { isObject } from './shape.ts';

/** Sound comes in blocks of any size, so it is no milestone to wait for. */
const isMilestone = (event: unknown): boolean =>
  isObject(event) && event['type'] !== 'input_audio_buffer.append';

const parsed = (frame: Frame): unknown => {
  try {
    return typeof frame === 'string' ? JSON.parse(frame) : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Plays the server's side of a recorded connection: each event as long after the one before it as recorded, and none
 * before the client has sent as many events (sound not counted) as it had by then.
 */
export const replay = (
  recording: Recording,
  scheduler: SchedulerLike,
  incoming$: Observable<Frame>,
): Observable<Outgoing> =>
  new Observable((subscriber) => {
    let position = 0;
    let milestones = 0;
    let isWaiting = false;

    const advance = (): void => {
      const next = recording[position];
      if (isWaiting || next === undefined) return;
      if (next.from === 'client') {
        if (isMilestone(next.event) && milestones === 0) return;
        if (isMilestone(next.event)) milestones -= 1;
        position += 1;
        advance();
        return;
      }
      const before = recording[position - 1];
      isWaiting = true;
      const waitMs = Math.max(0, next.timeMs - (before?.timeMs ?? next.timeMs));
      subscriber.add(
        scheduler.schedule(() => {
          isWaiting = false;
          position += 1;
          subscriber.next({ kind: 'event', event: next.event });
          advance();
        }, waitMs),
      );
    };

    subscriber.add(
      incoming$.subscribe({
        next: (frame) => {
          if (!isMilestone(parsed(frame))) return;
          milestones += 1;
          advance();
        },
        complete: () => subscriber.complete(),
      }),
    );
    advance();
  });
