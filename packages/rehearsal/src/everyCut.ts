import type { Fault } from '@rx-realtime/simulator';
import type { Application } from './application.ts';
import type { Cut } from './cut.ts';
import { cutTable } from './internal/cutTable.ts';
import { textAt } from './internal/fields.ts';
import type { RehearsedEvent } from './rehearsal.ts';
import { rehearse } from './rehearse.ts';
import type { RehearsalConfig } from './rehearse.ts';
import { isRehearsalError } from './rehearsalError.ts';

/** What came of a rehearsal with the line cut at each event in turn. */
export interface EveryCut {
  readonly cuts: readonly Cut[];
  /** The cuts by the type of their event, as a table in Markdown. */
  readonly table: string;
}

/** Sound comes in many events that are like each other: one in so many milliseconds is cut at. */
const soundEveryMs = 1_000;

/** The events of the first connection at which the line is cut. */
const pointsOf = (events: readonly RehearsedEvent[]): readonly Omit<Cut, 'wrong'>[] => {
  const counts = new Map<string, number>();
  let soundMs = Number.NEGATIVE_INFINITY;
  return events
    .filter(({ connection }) => connection === 1)
    .flatMap(({ from, event, timeMs }) => {
      const type = textAt(event, 'type');
      const count = (counts.get(`${from} ${type}`) ?? 0) + 1;
      counts.set(`${from} ${type}`, count);
      if (type === 'input_audio_buffer.append') {
        if (timeMs < soundMs + soundEveryMs) return [];
        soundMs = timeMs;
      }
      return [{ from, event: type, count, atMs: timeMs }];
    });
};

/**
 * Rehearses an application again and again, with the line cut at each event of the server and of the client in turn.
 *
 * First without a cut, which has to be right. Then each time the TCP connection is reset before one event of the first
 * connection gets through. Of the client's sound one event a second is taken. What is right is what `facts` and `check`
 * of the configuration say.
 *
 * @returns what came of each cut, and a table of it
 * @throws RehearsalError when the rehearsal without a cut is wrong
 * @example
 * import { realtimeSocket } from '@rx-realtime/connection';
 * import { everyCut } from '@rx-realtime/rehearsal';
 *
 * const { cuts } = await everyCut(({ line }) => realtimeSocket(line).subscribe({ error: () => undefined }), {
 *   lasting: '1s',
 *   check: ({ gaps }) => {
 *     if (gaps.length > 0) throw new Error('the line is gone');
 *   },
 * });
 * console.log(cuts.map(({ event, wrong }) => `${event}: ${wrong}`));
 * // prints: [ 'session.created: the line is gone (seed 1)' ]
 */
export async function everyCut(application: Application, config: RehearsalConfig = {}): Promise<EveryCut> {
  const { events } = await rehearse(application, config);
  const cuts: Cut[] = [];
  for (const point of pointsOf(events)) {
    const { from, event, count } = point;
    const fault: Fault = { at: { connection: 1, from, event, count }, do: 'reset' };
    const faults = [...(config.faults ?? []), fault];
    cuts.push({ ...point, wrong: await wrongWith(application, { ...config, faults }) });
  }
  return { cuts, table: cutTable(cuts) };
}

/** What a rehearsal finds to be wrong, in a line. */
const wrongWith = async (application: Application, config: RehearsalConfig): Promise<string | undefined> => {
  try {
    await rehearse(application, config);
    return undefined;
  } catch (error) {
    if (isRehearsalError(error)) return error.message;
    throw error;
  }
};
