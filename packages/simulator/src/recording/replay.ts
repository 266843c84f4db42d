import { Observable } from 'rxjs';
import type { SchedulerLike } from 'rxjs';
import type { Recording } from './recording.ts';
import type { Recorded } from './recorded.ts';
import { bytesOfBase64 } from '../internal/bytesOfBase64.ts';
import type { Frame } from '../line/frame.ts';
import type { Outgoing } from '../line/lineCommand.ts';
import { isObject } from '../shapes/jsonObject.ts';

export interface ReplayConfig {
  readonly scheduler: SchedulerLike;
  /** How many times faster than recorded. */
  readonly speed: number;
}

/** Sound comes in blocks of any size, so it is no milestone to wait for. */
const isMilestone = (event: unknown): boolean =>
  !isObject(event) || event['type'] !== 'input_audio_buffer.append';

const parsed = (frame: Frame): unknown => {
  try {
    return typeof frame === 'string' ? JSON.parse(frame) : undefined;
  } catch {
    return undefined;
  }
};

/** Frames that are no events are waited for: the server answers them. How the client left is its own affair. */
const isAwaited = ({ event, close }: Recorded): boolean => close === undefined && isMilestone(event ?? {});

const outgoing = ({ event, frame, close }: Recorded): Outgoing => {
  if (event) return { kind: 'event', event };
  if (frame !== undefined)
    return {
      kind: 'frame',
      data: typeof frame === 'string' ? frame : (bytesOfBase64(frame.base64) ?? new Uint8Array(0)),
    };
  const { code, reason } = close;
  return code === null ? { kind: 'cut', how: 'drop' } : { kind: 'close', code, reason };
};

/**
 * Plays the server's side of a recorded connection: everything as long after what came before it as recorded (by
 * `speed`), and nothing before the client has sent as many frames (sound not counted) as it had by then.
 */
export const replay = (
  recording: Recording,
  { scheduler, speed }: ReplayConfig,
  incoming$: Observable<Frame>,
): Observable<Outgoing> =>
  new Observable((subscriber) => {
    let position = 0;
    let milestones = 0;
    let isWaiting = false;

    const send = (entry: Recorded): void => {
      position += 1;
      subscriber.next(outgoing(entry));
      if (entry.close) subscriber.complete();
    };

    const waitMs = ({ timeMs }: Recorded): number =>
      Math.max(0, timeMs - (recording[position - 1]?.timeMs ?? timeMs)) / speed;

    const advance = (): void => {
      while (!isWaiting && !subscriber.closed) {
        const next = recording[position];
        if (next === undefined) return;
        if (next.from === 'client') {
          if (isAwaited(next) && milestones === 0) return;
          if (isAwaited(next)) milestones -= 1;
          position += 1;
        } else if (waitMs(next) === 0) send(next);
        else {
          isWaiting = true;
          const work = (): void => {
            isWaiting = false;
            send(next);
            advance();
          };
          subscriber.add(scheduler.schedule(work, waitMs(next)));
        }
      }
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
