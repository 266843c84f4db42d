import * as t from 'io-ts';
import { contentPartFields, deltaFields } from './fields.ts';
import { expected } from '../describe/lenient.ts';
import { struct } from '../describe/struct.ts';

/** A piece of the model's text. */
export const ResponseOutputTextDelta = struct(
  'ResponseOutputTextDelta',
  {
    ...contentPartFields,
    type: t.literal('response.output_text.delta'),
    /** The new characters. */
    delta: t.string,
  },
  deltaFields,
);
export interface ResponseOutputTextDelta extends t.TypeOf<typeof ResponseOutputTextDelta> {}

/** The text of one part is final, also when the response was cut short. */
export const ResponseOutputTextDone = struct(
  'ResponseOutputTextDone',
  {
    ...contentPartFields,
    type: t.literal('response.output_text.done'),
  },
  {
    /** The whole text; wins over the sum of the deltas. */
    text: expected<string>(t.string),
  },
);
export interface ResponseOutputTextDone extends t.TypeOf<typeof ResponseOutputTextDone> {}
