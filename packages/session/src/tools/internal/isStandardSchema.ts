import type { StandardSchema } from '../standardSchema.ts';

/** Whether a value follows Standard Schema; some libraries' schemas are functions. */
export const isStandardSchema = (value: unknown): value is StandardSchema =>
  (typeof value === 'object' || typeof value === 'function') && value !== null && '~standard' in value;
