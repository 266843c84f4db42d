import type { VirtualTime } from '@rx-realtime/simulator';

/** Lets promises settle that need no time. */
const settled = async (): Promise<void> => {
  for (let round = 0; round < 8; round++) await Promise.resolve();
};

/** Lets time pass, 20 ms at once; promises have their turn in between. */
export const passing =
  (time: VirtualTime) =>
  async (ms: number): Promise<void> => {
    const untilMs = time.now() + ms;
    while (time.now() < untilMs) {
      time.advanceTo(Math.min(untilMs, time.now() + 20));
      await settled();
    }
  };
