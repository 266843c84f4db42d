import * as t from 'io-ts';

/** What is in an object, whatever it is. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether a value is an object with fields. */
export const isFields = (u: unknown): u is Fields => t.UnknownRecord.is(u);

/** What an object holds in a field that is an object itself; nothing where there is none. */
export const fieldsIn = (fields: Fields, name: string): Fields => {
  const inner = fields[name];
  return isFields(inner) ? inner : {};
};

/** The fields that are there. */
export const present = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
