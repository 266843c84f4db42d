import { clockOf } from '@rx-realtime/clock';
import { durationMs } from '@rx-realtime/pcm';
import type { Pcm16 } from '@rx-realtime/pcm';
import type { SchedulerLike } from 'rxjs';

/**
 * Blocks no further ahead of the moment at which they are due to be heard than this: while they would be, none is read.
 *
 * @param maxAheadMs in milliseconds
 */
export async function* notAhead(
  blocks: AsyncIterable<Pcm16>,
  maxAheadMs: number,
  scheduler: SchedulerLike,
): AsyncGenerator<Pcm16> {
  const clock = clockOf(scheduler);
  let heardAtMs: number | undefined;
  for await (const block of blocks) {
    heardAtMs ??= clock.now();
    const waitMs = heardAtMs - maxAheadMs - clock.now();
    if (waitMs > 0) await new Promise<void>((resolve) => scheduler.schedule(() => resolve(), waitMs));
    yield block;
    heardAtMs += durationMs(block);
  }
}
