/** Returns the smallest of the last `size` values each time it is given one; constant time on average. */
export const slidingMinimum = (size: number): ((value: number) => number) => {
  /** Values that may still become the smallest, growing, and when they came. */
  const candidates: { readonly value: number; readonly at: number }[] = [];
  let count = 0;
  return (value) => {
    while (candidates.length > 0 && candidates.at(-1)!.value >= value) candidates.pop();
    candidates.push({ value, at: count });
    if (candidates[0]!.at <= count - size) candidates.shift();
    count += 1;
    return candidates[0]!.value;
  };
};
