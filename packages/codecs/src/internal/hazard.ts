/** Deepest nesting that is read. The service's own events stay under 20; a codec's recursion stays far from the stack's end. */
export const maxDepth = 64;

/** Longest frame that is read, in characters or bytes: 15 MiB of audio is 20 MiB of base64, and some room. */
export const maxFrameLength = 32 * 1024 * 1024;

export type Hazard = 'too_deep' | 'forbidden_key';

/**
 * Looks through a value for what no honest server sends: nesting beyond `maxDepth` (a cycle too), and keys named
 * `__proto__`, which turn into a prototype as soon as somebody copies the object by assignment.
 */
export function hazardOf(u: unknown, depth = 0): Hazard | undefined {
  if (typeof u !== 'object' || u === null) return undefined;
  if (depth >= maxDepth) return 'too_deep';
  if (Array.isArray(u)) {
    for (const element of u) {
      const hazard = hazardOf(element, depth + 1);
      if (hazard) return hazard;
    }
    return undefined;
  }
  for (const [key, value] of Object.entries(u)) {
    const hazard = key === '__proto__' ? 'forbidden_key' : hazardOf(value, depth + 1);
    if (hazard) return hazard;
  }
  return undefined;
}
