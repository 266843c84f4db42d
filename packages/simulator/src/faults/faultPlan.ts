import type { Fault } from './fault.ts';
import type { Random } from '../scope/random.ts';

type FaultSide = 'client' | 'server';

/** The faults of one connection and how far each has counted. */
export interface FaultPlan {
  /** Whether any fault strikes at what the client sends; most often none does, and nobody need look. */
  readonly watchesClient: boolean;
  /** The faults that strike at this event. */
  readonly atEvent: (from: FaultSide, type: string) => readonly Fault[];
  /** The faults that strike at this response. */
  readonly atResponse: () => readonly Fault[];
  /** The faults that strike at the upgrade. */
  readonly atUpgrade: () => readonly Fault[];
  /** The faults that strike at a time. */
  readonly timed: () => readonly { readonly fault: Fault; readonly timeMs: number }[];
}

const ofUpgrade: readonly Fault['do'][] = ['httpStatus', 'badHandshake', 'noAnswer'];

export const createFaultPlan = (faults: readonly Fault[], connection: number, random: Random): FaultPlan => {
  const here = faults.filter(({ at }) => at?.connection === undefined || at.connection === connection);
  const counts = new Map<Fault, number>();
  const isLucky = (fault: Fault): boolean => {
    const probability = fault.at?.probability ?? 1;
    return probability >= 1 || random() < probability;
  };
  /** Counts one more occasion and says whether the fault strikes at it. */
  const strikes = (fault: Fault): boolean => {
    const count = (counts.get(fault) ?? 0) + 1;
    counts.set(fault, count);
    const due = fault.at?.count ?? 1;
    return (count === due || (fault.at?.repeat === true && count > due)) && isLucky(fault);
  };
  const upgrades = here.filter((fault) => ofUpgrade.includes(fault.do));
  const responses = here.filter((fault): boolean => fault.do === 'failResponse');
  const others = here.filter((fault) => !upgrades.includes(fault) && !responses.includes(fault));
  const atEvents = others.filter(({ at }) => at?.timeMs === undefined);
  return {
    watchesClient: atEvents.some(({ at }) => at?.from === 'client'),
    atEvent: (from, type) =>
      atEvents.length === 0
        ? atEvents
        : atEvents
            .filter(({ at }) => (at?.from ?? 'server') === from && (at?.event ?? type) === type)
            .filter(strikes),
    atResponse: () => responses.filter(strikes),
    atUpgrade: () => upgrades.filter(isLucky),
    timed: () =>
      others.flatMap((fault) => {
        const timeMs = fault.at?.timeMs;
        return timeMs !== undefined && isLucky(fault) ? [{ fault, timeMs }] : [];
      }),
  };
};
