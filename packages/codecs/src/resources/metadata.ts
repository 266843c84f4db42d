import * as t from 'io-ts';

/** Up to 16 pairs of strings that the service stores and gives back; keys up to 64 characters, values up to 512. */
export type Metadata = { readonly [key: string]: string };
export const Metadata: t.Type<Metadata> = t.record(t.string, t.string, 'Metadata');
