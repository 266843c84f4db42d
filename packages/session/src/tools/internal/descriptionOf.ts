/** Where a codec keeps its description; a registered symbol, so that two copies of this package agree. */
export const descriptionKey = Symbol.for('@rx-realtime/session/description');

/** What `describe` said of a codec. */
export const descriptionOf = (codec: object): string | undefined => {
  const text: unknown = Reflect.get(codec, descriptionKey);
  return typeof text === 'string' ? text : undefined;
};
