/** Deepest nesting that is read: an event may have 64 levels, and stands a few levels deep in a ledger. */
const maxDepth = 96;

/** Whether a value holds nothing that an honest store would not: no endless nesting, no key named `__proto__`. */
export const isPlain = (u: unknown, depth = 1): boolean =>
  typeof u !== 'object' ||
  u === null ||
  (depth <= maxDepth &&
    Object.entries(u).every(([key, part]) => key !== '__proto__' && isPlain(part, depth + 1)));
