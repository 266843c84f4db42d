import type { Gap, RehearsedEvent } from '../rehearsal.ts';

/** A connection that was opened and when it ended. */
export interface Life {
  readonly connection: number;
  endedMs: number | undefined;
}

/** When nobody was connected between two sessions, and after the last if it was lost. */
export const lineGaps = (
  lives: readonly Life[],
  events: readonly RehearsedEvent[],
  endMs: number,
): readonly Gap[] => {
  const created = events.filter(({ event }) => event['type'] === 'session.created');
  return lives.flatMap(({ connection, endedMs }): Gap[] => {
    if (endedMs === undefined) return [];
    const next = created.find((one) => one.connection > connection);
    return [{ fromMs: endedMs, toMs: next?.timeMs ?? endMs, of: 'line' }];
  });
};
