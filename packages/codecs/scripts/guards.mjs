/**
 * Writes guards from codecs: for each codec one function that says what `codec.is` says, with every field named in the
 * code, so that the engine can cache where it lies. io-ts's own `is` takes twenty times as long, because it reaches
 * the fields of all codecs by one loop. (At run time such code would need `new Function`, which browsers may forbid.)
 */
import * as t from 'io-ts';

const quote = (text) => `'${String(text)}'`;

const primitives = new Map([
  [t.string.is, 'isString'],
  [t.number.is, 'isNumber'],
  [t.boolean.is, 'isBoolean'],
  [t.UnknownRecord.is, 'isObject'],
]);

function writer(shapeOf, eventTypes) {
  const names = new Map();
  const functions = [];

  /** A name for the guard of a codec, which is written when it is first needed. */
  function nameOf(codec) {
    const known = primitives.get(codec.is) ?? names.get(codec);
    if (known) return known;
    const name = `is${codec.name}`;
    if (!/^\w+$/.test(name) || [...names.values()].includes(name))
      throw new Error(`a second or unusable name: ${name}`);
    names.set(codec, name);
    functions.push(`// prettier-ignore\nfunction ${name}(u: unknown): boolean { ${body(codec)} }`);
    return name;
  }

  /** Whether null is right too, and the codec that is left. */
  function underNull(codec) {
    const shape = shapeOf(codec);
    const nullable =
      shape.kind === 'marked' && (shape.codec.mark === 'maybe' || shape.codec.mark === 'nullable');
    return nullable
      ? { orNull: true, inner: underNull(shape.codec.type).inner }
      : { orNull: false, inner: codec };
  }

  /** The condition of a codec on an expression. */
  function condition(codec, value) {
    const shape = shapeOf(codec);
    const { orNull, inner } = underNull(codec);
    if (orNull) return `(${value} === null || ${condition(inner, value)})`;
    if (codec._tag === 'LiteralType') return `${value} === ${quote(codec.value)}`;
    if (primitives.has(codec.is)) return `${primitives.get(codec.is)}(${value})`;
    if (shape.kind === 'list') return `isList(${value}, ${guard(shape.element)})`;
    if (shape.kind === 'map') return `isMap(${value}, ${guard(shape.value)})`;
    if (shape.kind !== 'marked') return `${nameOf(codec)}(${value})`;
    const marked = condition(shape.codec.type, value);
    return shape.codec.mark === 'open' ? `(${marked} || isUnknownVariant(${value}))` : marked;
  }

  function optional(key, codec) {
    const value = `u[${quote(key)}]`;
    const { orNull, inner } = underNull(codec);
    const isThere = condition(inner, value).replace(/^\((.*)\)$/, '$1');
    if (!orNull) return `(${value} === undefined || ${isThere})`;
    return /^is(String|Number)\(/.test(isThere)
      ? isThere.replace('(', 'OrNone(')
      : `(isNone(${value}) || ${isThere})`;
  }

  /** A guard to hand over. */
  function guard(codec) {
    const text = condition(codec, 'u');
    return /^\w+\(u\)$/.test(text) ? text.slice(0, -3) : `(element) => ${condition(codec, 'element')}`;
  }

  function fields(shape) {
    // An event is guarded by the function that its type chose, so that its type need not be compared again.
    const required = Object.entries(shape.required)
      .filter(([, codec]) => !eventTypes.has(codec.value))
      .map(([key, codec]) =>
        codec.is === t.unknown.is ? `Object.hasOwn(u, ${quote(key)})` : condition(codec, `u[${quote(key)}]`),
      );
    return [
      'isObject(u)',
      ...required,
      ...Object.entries(shape.optional).map(([key, codec]) => optional(key, codec)),
    ].join(' && ');
  }

  function body(codec) {
    const shape = shapeOf(codec);
    switch (shape.kind) {
      case 'fields':
        return `return ${fields(shape)};`;
      case 'tagged': {
        const cases = [...shape.codec.members].map(
          ([tag, member]) => `case ${quote(tag)}: return ${condition(member, 'u')};`,
        );
        return `if (!isObject(u)) return false; switch (u[${quote(shape.codec.tag)}]) { ${cases.join(' ')} default: return false; }`;
      }
      case 'all':
      case 'any':
        return `return ${shape.types.map((type) => condition(type, 'u')).join(shape.kind === 'all' ? ' && ' : ' || ')};`;
      default:
        throw new Error(`no guard for ${codec.name} (${shape.kind})`);
    }
  }

  return { nameOf, functions };
}

/**
 * The source of `src/internal/guards.ts`.
 *
 * @param shapeOf looks into a codec
 * @param UnknownVariant the codec of what is not known
 * @param codecs event type → codec
 */
export function guardsSource({ shapeOf, UnknownVariant, codecs }) {
  const { nameOf, functions } = writer(shapeOf, new Set(Object.keys(codecs)));
  nameOf(UnknownVariant);
  const entries = Object.entries(codecs).map(([type, codec]) => `  [${quote(type)}, ${nameOf(codec)}],`);
  return `// Written by scripts/write-guards.mjs from the codecs. Do not edit; scripts/guards.mjs says what this is.
type Guard = (u: unknown) => boolean;
type Fields = { readonly [key: string]: unknown };

const isNone = (u: unknown): boolean => u === undefined || u === null;
const isString = (u: unknown): boolean => typeof u === 'string';
const isNumber = (u: unknown): boolean => typeof u === 'number';
const isBoolean = (u: unknown): boolean => typeof u === 'boolean';
const isStringOrNone = (u: unknown): boolean => typeof u === 'string' || u === undefined || u === null;
const isNumberOrNone = (u: unknown): boolean => typeof u === 'number' || u === undefined || u === null;
const isObject = (u: unknown): u is Fields => typeof u === 'object' && u !== null && !Array.isArray(u);
const isList = (u: unknown, is: Guard): boolean => Array.isArray(u) && u.every(is);
const isMap = (u: unknown, is: Guard): boolean => isObject(u) && Object.values(u).every(is);

${functions.join('\n')}

/** The guard of each server event. */
// prettier-ignore
export const serverEventGuards: ReadonlyMap<string, Guard> = /*#__PURE__*/ new Map([
${entries.join('\n')}
]);
`;
}
