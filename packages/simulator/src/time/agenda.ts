/** Something that is due at a time. */
export interface Due {
  readonly atMs: number;
  /** Which of two that are due at the same time comes first. */
  readonly order: number;
  /** Where it stands in the agenda, -1 while it does not. Kept by the agenda. */
  place: number;
}

/** What is due, earliest first: a heap, in which adding and removing take the logarithm of its size. */
export interface Agenda<T extends Due> {
  readonly add: (thing: T) => void;
  /** Does nothing when it is not in it. */
  readonly remove: (thing: T) => void;
  /** What is due next. */
  readonly first: () => T | undefined;
  readonly size: () => number;
}

const isBefore = (left: Due, right: Due): boolean =>
  left.atMs < right.atMs || (left.atMs === right.atMs && left.order < right.order);

export const createAgenda = <T extends Due>(): Agenda<T> => {
  const heap: T[] = [];
  const put = (thing: T, place: number): void => {
    heap[place] = thing;
    thing.place = place;
  };

  const rise = (thing: T, from: number): void => {
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = heap[above]!;
      if (isBefore(parent, thing)) break;
      put(parent, place);
      place = above;
    }
    put(thing, place);
  };

  const sink = (thing: T, from: number): void => {
    let place = from;
    for (;;) {
      const [left, right] = [2 * place + 1, 2 * place + 2];
      if (left >= heap.length) break;
      const below = right < heap.length && isBefore(heap[right]!, heap[left]!) ? right : left;
      const child = heap[below]!;
      if (isBefore(thing, child)) break;
      put(child, place);
      place = below;
    }
    put(thing, place);
  };

  return {
    add: (thing) => {
      heap.push(thing);
      rise(thing, heap.length - 1);
    },
    remove: (thing) => {
      const { place } = thing;
      if (place < 0) return;
      thing.place = -1;
      const last = heap.pop();
      if (last === undefined || last === thing) return;
      // The last one takes the place that is free, and moves to where it belongs.
      rise(last, place);
      sink(last, last.place);
    },
    first: () => heap[0],
    size: () => heap.length,
  };
};
