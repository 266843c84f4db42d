import type { ToldFact } from '@rx-realtime/simulator';

/** Counts how often facts were heard. */
export interface FactCount {
  readonly told: (fact: ToldFact) => void;
  /** So much has been heard of an item; all of it when it is written. */
  readonly heard: (itemId: string, heardMs: number) => void;
  readonly counts: () => Readonly<Record<string, number>>;
  /** The items in which a fact was heard, in order. */
  readonly itemsOf: (name: string) => readonly string[];
}

/** The last report of a player may be short of the end by what rounding takes. */
const toleranceMs = 1;

export const createFactCount = (): FactCount => {
  const open = new Map<string, ToldFact[]>();
  const items = new Map<string, string[]>();
  return {
    told: (fact) => {
      open.set(fact.itemId, [...(open.get(fact.itemId) ?? []), fact]);
      if (!items.has(fact.name)) items.set(fact.name, []);
    },
    heard: (itemId, heardMs) => {
      const waiting = open.get(itemId);
      if (waiting === undefined) return;
      const isHeard = ({ endMs }: ToldFact): boolean => heardMs >= endMs - toleranceMs;
      waiting.filter(isHeard).forEach(({ name }) => items.get(name)?.push(itemId));
      open.set(
        itemId,
        waiting.filter((fact) => !isHeard(fact)),
      );
    },
    counts: () => Object.fromEntries([...items].map(([name, heardIn]) => [name, heardIn.length])),
    itemsOf: (name) => items.get(name) ?? [],
  };
};
