import * as t from 'io-ts';
import { MarkedType } from './lenient.ts';
import { TaggedType } from './tagged.ts';

type Fields = Readonly<Record<string, unknown>>;

function taggedUnder(codec: t.Mixed): TaggedType<unknown> | undefined {
  if (codec instanceof TaggedType) return codec;
  if (codec instanceof MarkedType) return taggedUnder(codec.type);
  if (codec instanceof t.IntersectionType) {
    for (const part of codec.types) {
      const found = taggedUnder(part);
      if (found) return found;
    }
  }
  return undefined;
}

function repairFields(props: t.Props, value: Fields, onlyPresent: boolean): Fields {
  const repaired: Record<string, unknown> = { ...value };
  for (const [key, codec] of Object.entries(props)) {
    const field = value[key];
    const result = field === undefined && onlyPresent ? field : repair(codec, field);
    if (result !== field) repaired[key] = result;
  }
  return repaired;
}

function repairMarked(codec: MarkedType<unknown>, value: unknown): unknown {
  if (codec.mark === 'filled' && (value === undefined || value === null)) return codec.fill?.();
  if (codec.mark === 'open' && t.UnknownRecord.is(value)) {
    const tagged = taggedUnder(codec.type);
    const tag = tagged && value[tagged.tag];
    if (typeof tag === 'string' && !tagged?.members.has(tag))
      return { type: 'unknown', wireType: tag, payload: value };
  }
  return repair(codec.type, value);
}

function repairTagged(codec: TaggedType<unknown>, value: Fields): unknown {
  if (value[codec.tag] !== undefined) {
    const member = codec.members.get(value[codec.tag]);
    return member === undefined ? value : repair(member, value);
  }
  // Without a tag it can only be the member that knows what to read for a missing one.
  for (const member of codec.members.values()) {
    const repaired = repair(member, value);
    if (member.is(repaired)) return repaired;
  }
  return value;
}

/**
 * Fills in what compatible servers leave out and wraps what this version does not know, following the marks `filled`
 * and `open`. Run only on what the plain check refused. Copies what it changes; the input stays as it was.
 */
export function repair(codec: t.Mixed, value: unknown): unknown {
  if (codec instanceof MarkedType) return repairMarked(codec, value);
  if (codec instanceof t.ReadonlyArrayType || codec instanceof t.ArrayType) {
    return Array.isArray(value) ? value.map((element) => repair(codec.type, element)) : value;
  }
  if (codec instanceof t.ReadonlyType) return repair(codec.type, value);
  if (codec instanceof t.IntersectionType) {
    return codec.types.reduce((result: unknown, part: t.Mixed) => repair(part, result), value);
  }
  if (!t.UnknownRecord.is(value)) return value;
  if (codec instanceof TaggedType) return repairTagged(codec, value);
  if (codec instanceof t.InterfaceType) return repairFields(codec.props, value, false);
  if (codec instanceof t.PartialType) return repairFields(codec.props, value, true);
  return value;
}
