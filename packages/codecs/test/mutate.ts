import fc from 'fast-check';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Path = readonly string[];

const others: readonly Json[] = [null, true, '', 'x', [], [null], {}, { type: 'x' }];

/** Some lie just outside the limits of some number in the schema. */
const numbers: readonly number[] = [0, -1, 0.5, 1e9, 0.2, 1.1, 1.6, 9, 4999, 7201, 30_001];

/** Every place in a value, itself first. */
function places(value: Json, path: Path = []): readonly Path[] {
  const parts = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [path, ...parts.flatMap(([key, part]) => places(part, [...path, key]))];
}

function changeAt(
  value: Json,
  [key, ...rest]: Path,
  change: (value: Json) => Json | undefined,
): Json | undefined {
  if (key === undefined || typeof value !== 'object' || value === null) return change(value);
  const parts = Object.entries(value).flatMap(([name, part]) => {
    const changed = name === key ? changeAt(part, rest, change) : part;
    return changed === undefined ? [] : [[name, changed] as const];
  });
  return Array.isArray(value) ? parts.map(([, part]) => part) : Object.fromEntries(parts);
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

/** Nearly the same: a number a little off, a text of no enumeration, an object or a list with one part more. */
function alter(value: Json): Json {
  if (typeof value === 'number') return value + 0.5;
  if (typeof value === 'string') return `${value}?`;
  if (isList(value)) return [...value, null];
  return typeof value === 'object' ? { ...value, extra: 1 } : value;
}

type Change = (value: Json) => Json | undefined;

const changes: readonly Change[] = [
  () => undefined,
  alter,
  (value) => (typeof value === 'number' ? -value - 1 : alter(value)),
  ...[...others, ...numbers].map(
    (replacement): Change =>
      () =>
        replacement,
  ),
];

/** Every value that differs in one place, removed, replaced or altered: nearly right finds more than all wrong. */
export function mutations(value: unknown): readonly unknown[] {
  const json = value as Json;
  return places(json).flatMap((path) => changes.map((change) => changeAt(json, path, change) ?? null));
}

/** One of the mutations of a value. */
export function mutated(values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.tuple(values, fc.nat(), fc.constantFrom(...changes)).map(([value, at, change]) => {
    const all = places(value as Json);
    return changeAt(value as Json, all[at % all.length] ?? [], change) ?? null;
  });
}
