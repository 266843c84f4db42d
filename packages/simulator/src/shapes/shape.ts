import { bytesOfBase64 } from '../internal/bytesOfBase64.ts';
import {
  emptyArray,
  invalidType,
  invalidValue,
  missingParameter,
  notInFormat,
  outOfRange,
  tooLong,
  unknownParameter,
} from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { isObject } from './jsonObject.ts';

/**
 * What a client may send at one place: returns why the service would refuse the value, or undefined.
 * Stricter than a codec (unknown fields are errors) and worded like the service, which names the first offence.
 */
export type Shape = (value: unknown, path: string) => Refusal | undefined;

export const anything: Shape = () => undefined;

export const text: Shape = (value, path) =>
  typeof value === 'string' ? undefined : invalidType(path, 'a string', value);

export const textUpTo =
  (limit: number): Shape =>
  (value, path) => {
    if (typeof value !== 'string') return invalidType(path, 'a string', value);
    return value.length > limit ? tooLong(path, limit, value.length) : undefined;
  };

const isUri = (value: string): boolean => {
  try {
    return new URL(value).href !== '';
  } catch {
    return false;
  }
};

export const uri: Shape = (value, path) => {
  if (typeof value !== 'string') return invalidType(path, 'a string', value);
  return isUri(value) ? undefined : notInFormat(path, 'a URI');
};

export const base64: Shape = (value, path) => {
  if (typeof value !== 'string') return invalidType(path, 'a string', value);
  return bytesOfBase64(value) ? undefined : notInFormat(path, 'base64-encoded data');
};

export const flag: Shape = (value, path) =>
  typeof value === 'boolean' ? undefined : invalidType(path, 'a boolean', value);

const between =
  (kind: 'integer' | 'decimal', lowest: number, highest: number): Shape =>
  (value, path) => {
    if (typeof value !== 'number' || (kind === 'integer' && !Number.isInteger(value))) {
      return invalidType(path, kind === 'integer' ? 'an integer' : 'a decimal', value);
    }
    if (value < lowest) return outOfRange(path, kind, 'below_min', lowest, value);
    return value > highest ? outOfRange(path, kind, 'above_max', highest, value) : undefined;
  };

export const integer = (lowest = -Infinity, highest = Infinity): Shape => between('integer', lowest, highest);
export const decimal = (lowest = -Infinity, highest = Infinity): Shape => between('decimal', lowest, highest);

export const oneOf =
  (...values: readonly string[]): Shape =>
  (value, path) => {
    if (typeof value !== 'string')
      return invalidType(path, `one of ${values.map((v) => `'${v}'`).join(' or ')}`, value);
    return values.includes(value) ? undefined : invalidValue(path, value, values);
  };

export const nullable =
  (shape: Shape): Shape =>
  (value, path) =>
    value === null ? undefined : shape(value, path);

/** An object of any content. */
export const object: Shape = (value, path) =>
  isObject(value) ? undefined : invalidType(path, 'an object', value);

export const list =
  (shape: Shape): Shape =>
  (value, path) => {
    if (!Array.isArray(value)) return invalidType(path, 'an array', value);
    for (let index = 0; index < value.length; index++) {
      const offence = shape(value[index], `${path}[${index}]`);
      if (offence) return offence;
    }
    return undefined;
  };

const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

/** A list with something in it. */
export const filledList =
  (shape: Shape): Shape =>
  (value, path) =>
    Array.isArray(value) && value.length === 0 ? emptyArray(path) : list(shape)(value, path);

/** An object with any keys whose values all have this shape. */
export const record =
  (shape: Shape): Shape =>
  (value, path) => {
    if (!isObject(value)) return invalidType(path, 'an object', value);
    for (const key of Object.keys(value)) {
      const offence = shape(value[key], join(path, key));
      if (offence) return offence;
    }
    return undefined;
  };

/** An object with these fields and no others; `required` ones must be there. */
export const fields =
  (shapes: Readonly<Record<string, Shape>>, ...required: readonly string[]): Shape =>
  (value, path) => {
    if (!isObject(value)) return invalidType(path, 'an object', value);
    for (const key of required) if (!Object.hasOwn(value, key)) return missingParameter(join(path, key));
    for (const key of Object.keys(value)) {
      const shape = Object.hasOwn(shapes, key) ? shapes[key] : undefined;
      const offence = shape ? shape(value[key], join(path, key)) : unknownParameter(join(path, key));
      if (offence) return offence;
    }
    return undefined;
  };

/** An object whose `key` says which of the shapes it has. */
export const tagged =
  (key: string, shapes: Readonly<Record<string, Shape>>): Shape =>
  (value, path) => {
    if (!isObject(value)) return invalidType(path, 'an object', value);
    if (!Object.hasOwn(value, key)) return missingParameter(join(path, key));
    const tag = value[key];
    const offence = oneOf(...Object.keys(shapes))(tag, join(path, key));
    return offence ?? shapes[String(tag)]!(value, path);
  };

/** A list, or else something of the other shape. */
export const listOr =
  (item: Shape, other: Shape): Shape =>
  (value, path) =>
    (Array.isArray(value) ? list(item) : other)(value, path);

/** The first shape that fits by kind: used where the protocol allows a word or an object. */
export const wordOr =
  (word: Shape, other: Shape): Shape =>
  (value, path) =>
    typeof value === 'string' ? word(value, path) : other(value, path);
