import * as t from 'io-ts';

/** What is in an object, whatever it is. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether a value is an object with fields. */
export const isFields = (u: unknown): u is Fields => t.UnknownRecord.is(u);

/** The fields that are there. */
export function present(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
