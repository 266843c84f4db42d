/** Puts a value into a map that keeps so many of the newest; gives it back. */
export const keepNewest = <V>(kept: Map<string, V>, key: string, value: V, max: number): V => {
  kept.set(key, value);
  for (const oldest of kept.keys()) {
    if (kept.size <= max) break;
    kept.delete(oldest);
  }
  return value;
};
