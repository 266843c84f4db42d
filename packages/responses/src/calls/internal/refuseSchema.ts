const propertyOf = (value: unknown, name: string): unknown =>
  (typeof value === 'object' || typeof value === 'function') && value !== null
    ? Reflect.get(value, name)
    : undefined;

/** Whose schema it is, of those that follow Standard Schema (zod, Valibot, ArkType). */
const vendorOf = (value: unknown): string => {
  const vendor = propertyOf(propertyOf(value, '~standard'), 'vendor');
  return typeof vendor === 'string' ? `a schema of ${vendor}` : `a value of type ${typeof value}`;
};

/** JavaScript, and a type that was asserted, let anything pass; without this the model would be told that it is wrong. */
export const refuseSchema = (name: string, codec: unknown): void => {
  const isDecoder = ['validate', 'decode'].every((method) => typeof propertyOf(codec, method) === 'function');
  if (isDecoder && propertyOf(codec, '~standard') === undefined) return;
  throw new TypeError(
    `functionCalls: expected an io-ts codec for ${name}, such as t.type({ city: t.string }), got ${vendorOf(codec)}`,
  );
};
