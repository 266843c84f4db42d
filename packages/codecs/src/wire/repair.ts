import * as t from 'io-ts';
import type { MarkedType } from '../describe/lenient.ts';
import type { Shape } from '../describe/shape.ts';
import { shapeOf } from '../describe/shape.ts';
import type { TaggedType } from '../describe/tagged.ts';

type Fields = Readonly<Record<string, unknown>>;

function repairFields(required: t.Props, optional: t.Props, fields: Fields): Fields {
  const repaired: Record<string, unknown> = { ...fields };
  for (const [key, codec] of Object.entries({ ...required, ...optional })) {
    const field = fields[key];
    const result = field === undefined && key in optional ? field : repair(codec, field);
    if (result !== field) repaired[key] = result;
  }
  return repaired;
}

/** The union under an `open` mark. */
function unionUnder(codec: t.Mixed): TaggedType<unknown> | undefined {
  const shape = shapeOf(codec);
  if (shape.kind === 'tagged') return shape.codec;
  if (shape.kind === 'marked') return unionUnder(shape.codec.type);
  return shape.kind === 'refined' ? unionUnder(shape.type) : undefined;
}

function repairMarked(codec: MarkedType<unknown>, value: unknown): unknown {
  if (codec.mark === 'filled' && (value === undefined || value === null)) return codec.fill?.();
  const union = codec.mark === 'open' ? unionUnder(codec.type) : undefined;
  const tag = union && t.UnknownRecord.is(value) ? value[union.tag] : undefined;
  return typeof tag === 'string' && !union?.members.has(tag)
    ? { type: 'unknown', wireType: tag, payload: value }
    : repair(codec.type, value);
}

function repairTagged({ tag, members }: TaggedType<unknown>, value: unknown): unknown {
  if (!t.UnknownRecord.is(value)) return value;
  const member = members.get(value[tag]);
  if (member !== undefined || value[tag] !== undefined) return member ? repair(member, value) : value;
  // Without a tag it can only be the member that knows what to read for a missing one.
  const candidates = [...members.values()].map((candidate) => ({
    candidate,
    repaired: repair(candidate, value),
  }));
  return candidates.find(({ candidate, repaired }) => candidate.is(repaired))?.repaired ?? value;
}

function repairBy(shape: Shape, value: unknown): unknown {
  switch (shape.kind) {
    case 'marked':
      return repairMarked(shape.codec, value);
    case 'tagged':
      return repairTagged(shape.codec, value);
    case 'list':
      return Array.isArray(value) ? value.map((element: unknown) => repair(shape.element, element)) : value;
    case 'refined':
      return repair(shape.type, value);
    case 'fields':
      return t.UnknownRecord.is(value) ? repairFields(shape.required, shape.optional, value) : value;
    default:
      return value;
  }
}

/**
 * Fills in what compatible servers leave out and wraps what this version does not know, following the marks `filled`
 * and `open`. Run only on what the plain check refused. Copies what it changes; the input stays as it was.
 */
export function repair(codec: t.Mixed, value: unknown): unknown {
  return repairBy(shapeOf(codec), value);
}
