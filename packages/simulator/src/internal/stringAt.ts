import type { JsonObject } from '../shapes/jsonObject.ts';

export const stringAt = (value: JsonObject, key: string): string => {
  const found = value[key];
  return typeof found === 'string' ? found : '';
};
