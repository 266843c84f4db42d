import type * as t from 'io-ts';

export function guardsSource(from: {
  readonly shapeOf: (codec: t.Mixed) => unknown;
  readonly UnknownVariant: t.Mixed;
  readonly codecs: Readonly<Record<string, t.Mixed>>;
}): string;
