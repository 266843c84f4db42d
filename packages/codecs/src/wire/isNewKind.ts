import * as t from 'io-ts';
import { shapeOf } from '../describe/shape.ts';
import type { TaggedType } from '../describe/tagged.ts';

/** The union told apart by a tag that a codec is made of, if it is. */
function unionUnder(codec: t.Mixed): TaggedType<unknown> | undefined {
  const shape = shapeOf(codec);
  if (shape.kind === 'tagged') return shape.codec;
  if (shape.kind === 'marked') return unionUnder(shape.codec.type);
  if (shape.kind === 'any') return shape.types.map(unionUnder).find((union) => union !== undefined);
  return shape.kind === 'refined' ? unionUnder(shape.type) : undefined;
}

/** Whether a value says itself that it is of a kind that a codec does not know. */
export function isNewKind(codec: t.Mixed, value: unknown): value is Readonly<Record<string, unknown>> {
  const union = unionUnder(codec);
  const kind = t.UnknownRecord.is(value) ? value[union?.tag ?? 'type'] : undefined;
  return typeof kind === 'string' && union?.members.has(kind) !== true;
}
