/** Deepest nesting that is read. The service's own events stay under 20; a codec's recursion stays far from the stack's end. */
export const maxDepth = 64;

export type Hazard = 'too_deep' | 'forbidden_key';

/**
 * Looks through a value for what no honest server sends: nesting beyond `maxDepth` (a cycle too), and keys named
 * `__proto__`, which turn into a prototype as soon as somebody copies the object by assignment.
 *
 * @param depth of the value, from 1
 * @param harmless objects already looked through, for values that JSON did not make: they may share parts many times
 */
export function hazardOf(u: unknown, depth = 1, harmless?: Set<unknown>): Hazard | undefined {
  if (typeof u !== 'object' || u === null || harmless?.has(u) === true) return undefined;
  if (depth > maxDepth) return 'too_deep';
  for (const [key, part] of Object.entries(u)) {
    const hazard = key === '__proto__' ? 'forbidden_key' : hazardOf(part, depth + 1, harmless);
    if (hazard !== undefined) return hazard;
  }
  harmless?.add(u);
  return undefined;
}
