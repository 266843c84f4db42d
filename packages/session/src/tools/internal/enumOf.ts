import * as t from 'io-ts';
import type { JsonSchema } from '../jsonSchema.ts';
import { descriptionOf } from './descriptionOf.ts';

/** The values that a codec lists, or undefined where it lists none. One that is described stands for itself. */
const valuesOf = (codec: unknown): readonly unknown[] | undefined => {
  if (codec instanceof t.LiteralType) {
    const value: unknown = codec.value;
    return [value];
  }
  if (codec instanceof t.KeyofType) return Object.keys(codec.keys as object);
  if (codec instanceof t.NullType) return [null];
  if (codec instanceof t.UnionType) return valuesOfAll(codec.types);
  return undefined;
};

const valuesOfAll = (codecs: unknown): readonly unknown[] | undefined => {
  if (!Array.isArray(codecs)) return undefined;
  const values = codecs.map((codec: unknown) =>
    codec instanceof t.Type && codecs.length > 1 && descriptionOf(codec) !== undefined
      ? undefined
      : valuesOf(codec),
  );
  return values.some((listed) => listed === undefined) ? undefined : values.flatMap((listed) => listed ?? []);
};

const typeOf = (value: unknown): string => (value === null ? 'null' : typeof value);

/** The schema of codecs that list their values: literals, `keyof`, null, and unions of these. */
export const enumOf = (codecs: readonly unknown[]): JsonSchema | undefined => {
  const values = valuesOfAll(codecs);
  if (values === undefined) return undefined;
  const types = [...new Set(values.map(typeOf))];
  return { type: types.length === 1 ? types[0] : types, enum: [...new Set(values)] };
};
