export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

export const fieldsAt = (event: Fields, key: string): Fields => {
  const value = event[key];
  return isFields(value) ? value : {};
};

export const textAt = (event: Fields, key: string): string => {
  const value = event[key];
  return typeof value === 'string' ? value : '';
};
