import fc from 'fast-check';

type Json = null | boolean | number | string | ReadonlyArray<Json> | { readonly [key: string]: Json };

const replacements: ReadonlyArray<Json> = [
  null,
  true,
  0,
  -1,
  0.5,
  1e9,
  '',
  'x',
  'auto',
  [],
  [null],
  {},
  { type: 'x' },
];

function rebuild(
  value: Json,
  steps: ReadonlyArray<number>,
  change: (value: Json) => Json | undefined,
): Json | undefined {
  const [step = 0, ...rest] = steps;
  if (typeof value !== 'object' || value === null) return change(value);
  const keys = Object.keys(value);
  // One step more than there are keys changes the value itself.
  const key = keys[step % (keys.length + 1)];
  if (key === undefined) return change(value);
  if (Array.isArray(value)) {
    return value.flatMap((element: Json, i) => {
      const changed = String(i) === key ? rebuild(element, rest, change) : element;
      return changed === undefined ? [] : [changed];
    });
  }
  const { [key]: child = null, ...others } = value as { readonly [key: string]: Json };
  const changed = rebuild(child, rest, change);
  return changed === undefined ? others : { ...others, [key]: changed };
}

/** A value with one place removed, replaced or extended: nearly right, which finds more than what is all wrong. */
export function mutated(values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const changes = fc.oneof(
    fc.constant(() => undefined),
    fc.constantFrom(...replacements).map((replacement) => () => replacement),
    fc.constant((value: Json) =>
      typeof value === 'number' ? value + 0.5 : typeof value === 'string' ? `${value}?` : value,
    ),
    fc.constant((value: Json) =>
      typeof value === 'object' && !Array.isArray(value) ? { ...value, extra: 1 } : value,
    ),
  );
  return fc
    .tuple(values, fc.array(fc.nat({ max: 30 }), { minLength: 5, maxLength: 5 }), changes)
    .map(([value, steps, change]) => rebuild(value as Json, steps, change) ?? null);
}
