import * as t from 'io-ts';
import type { MarkedType } from '../describe/lenient.ts';
import type { Shape } from '../describe/shape.ts';
import { shapeOf } from '../describe/shape.ts';
import type { TaggedType } from '../describe/tagged.ts';
import { isNewKind } from './isNewKind.ts';
import type { UnreadPart } from './unread.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Stands for a value of which nothing can be kept. */
const lost = /*#__PURE__*/ Symbol('lost');

/** What is left of an event, and what had to be left out. */
export interface Salvaged {
  /** The event without the parts that do not decode; undefined when one of them is what it is for. */
  readonly value: unknown;
  readonly unread: readonly UnreadPart[];
}

/** As `codec.is`, which would have the compiler believe that what does not fit is nothing at all. */
const fits = (codec: t.Mixed, u: unknown): boolean => codec.is(u);

/**
 * One walk over a value that does not fit its codec: fills in what compatible servers leave out (`filled`), wraps what
 * this version does not know (`open`), and leaves out what else does not decode, as long as it is optional.
 * Copies what it changes; the input stays as it was.
 */
class Salvage {
  readonly unread: UnreadPart[] = [];

  of(codec: t.Mixed, value: unknown, path: string, others: Fields): unknown {
    if (fits(codec, value)) return value;
    const { length } = this.unread;
    const result = this.#by(codec, shapeOf(codec), value, path, others);
    // Of what is lost the parts are not told: the whole is.
    if (result === lost) this.unread.length = length;
    return result;
  }

  #by(codec: t.Mixed, shape: Shape, value: unknown, path: string, others: Fields): unknown {
    switch (shape.kind) {
      case 'marked':
        return this.#marked(shape.codec, value, path, others);
      case 'tagged':
        return this.#tagged(shape.codec, value, path);
      case 'list':
        return Array.isArray(value) ? this.#list(shape.element, value, path) : lost;
      case 'map':
        return t.UnknownRecord.is(value) ? this.#map(shape.value, value, path) : lost;
      case 'any':
        return this.#first(shape.types, value, path);
      case 'refined': {
        const inner = this.of(shape.type, value, path, others);
        return inner !== lost && fits(codec, inner) ? inner : lost;
      }
      case 'fields':
        return t.UnknownRecord.is(value) ? this.#fields(shape.required, shape.optional, value, path) : lost;
      default:
        return lost;
    }
  }

  #leaveOut(path: string, value: unknown): void {
    this.unread.push({ path, value });
  }

  #marked({ mark, type, fill }: MarkedType<unknown>, value: unknown, path: string, others: Fields): unknown {
    const isAbsent = mark === 'filled' && (value === undefined || value === null);
    const read = isAbsent ? lost : this.of(type, value, path, others);
    if (read !== lost) return read;
    if (mark === 'filled') {
      const filling = fill?.(others) ?? lost;
      if (!isAbsent && filling !== lost) this.#leaveOut(path, value);
      return filling;
    }
    if (mark !== 'open' || !t.UnknownRecord.is(value)) return lost;
    if (!isNewKind(type, value)) this.#leaveOut(path, value);
    const kind = value['type'];
    return { type: 'unknown', wireType: typeof kind === 'string' ? kind : '', payload: value };
  }

  #tagged({ tag, members }: TaggedType<unknown>, value: unknown, path: string): unknown {
    if (!t.UnknownRecord.is(value)) return lost;
    const member = members.get(value[tag]);
    if (member) return this.of(member, value, path, value);
    // Without a tag it can only be the member that knows what to read for a missing one.
    return value[tag] === undefined ? this.#first([...members.values()], value, path) : lost;
  }

  #first(types: readonly t.Mixed[], value: unknown, path: string): unknown {
    for (const type of types) {
      const result = this.of(type, value, path, {});
      if (result !== lost) return result;
    }
    return lost;
  }

  #list(element: t.Mixed, values: readonly unknown[], path: string): unknown {
    return values.flatMap((value, position) => {
      const at = `${path}.${position}`;
      const result = this.of(element, value, at, {});
      if (result !== lost) return [result];
      this.#leaveOut(at, value);
      return [];
    });
  }

  #map(codec: t.Mixed, values: Fields, path: string): unknown {
    const entries = Object.entries(values).filter(([, value]) => {
      const isRight = fits(codec, value);
      if (!isRight) this.#leaveOut(`${path}.*`, value);
      return isRight;
    });
    return Object.fromEntries(entries);
  }

  #fields(required: t.Props, optional: t.Props, fields: Fields, path: string): unknown {
    const kept: Record<string, unknown> = { ...fields };
    const read = (key: string, codec: t.Mixed): unknown =>
      this.of(codec, fields[key], path === '' ? key : `${path}.${key}`, fields);
    for (const [key, codec] of Object.entries(required)) {
      const result = read(key, codec);
      if (result === lost) return lost;
      kept[key] = result;
    }
    for (const [key, codec] of Object.entries(optional)) {
      if (fields[key] === undefined) continue;
      const result = read(key, codec);
      if (result === lost) {
        this.#leaveOut(path === '' ? key : `${path}.${key}`, fields[key]);
        delete kept[key];
      } else kept[key] = result;
    }
    return kept;
  }
}

/**
 * Reads what the plain check refused: as much of it as fits the codec.
 *
 * @param codec of the event
 * @param value the event as it came, harmless
 */
export function salvage(codec: t.Mixed, value: unknown): Salvaged {
  const walk = new Salvage();
  const result = walk.of(codec, value, '', {});
  return { value: result === lost ? undefined : result, unread: walk.unread };
}
