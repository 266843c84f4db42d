export type JsonObject = Readonly<Record<string, unknown>>;

/** Narrows parsed JSON to an object that is no array. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
