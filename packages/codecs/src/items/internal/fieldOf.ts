import type { UnknownVariant } from '../../describe/tagged.ts';

/** A field of an item whose kind this version does not know, if it is a text. */
export const fieldOf = ({ payload }: UnknownVariant, name: string): string | undefined => {
  if (typeof payload !== 'object' || payload === null) return undefined;
  const value: unknown = Reflect.get(payload, name);
  return typeof value === 'string' ? value : undefined;
};
