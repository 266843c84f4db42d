/** Deepest nesting that is read. The service's own events stay under 20; a codec's recursion stays far from the stack's end. */
export const maxDepth = 64;

/** Longest frame that is read, in characters or bytes: 15 MiB of audio is 20 MiB of base64, and some room. */
export const maxFrameLength = 32 * 1024 * 1024;

type Fields = Readonly<Record<string, unknown>>;

export type Hazard = 'too_deep' | 'forbidden_key';

/**
 * Looks through a value for what no honest server sends: nesting beyond `maxDepth` (a cycle too), and keys named
 * `__proto__`, which turn into a prototype as soon as somebody copies the object by assignment.
 */
export function hazardOf(u: unknown, depth = 0): Hazard | undefined {
  if (typeof u !== 'object' || u === null) return undefined;
  if (depth >= maxDepth) return 'too_deep';
  return Array.isArray(u) ? hazardOfElements(u, depth + 1) : hazardOfFields(u as Fields, depth + 1);
}

function hazardOfElements(elements: ReadonlyArray<unknown>, depth: number): Hazard | undefined {
  for (const element of elements) {
    const hazard = typeof element === 'object' ? hazardOf(element, depth) : undefined;
    if (hazard !== undefined) return hazard;
  }
  return undefined;
}

function hazardOfFields(fields: Fields, depth: number): Hazard | undefined {
  // `for in` reads the keys of objects of one shape from a cache; `Object.keys` makes a list each time.
  for (const key in fields) {
    if (key === '__proto__') return 'forbidden_key';
    const field = fields[key];
    const hazard = typeof field === 'object' ? hazardOf(field, depth) : undefined;
    if (hazard !== undefined) return hazard;
  }
  return undefined;
}
