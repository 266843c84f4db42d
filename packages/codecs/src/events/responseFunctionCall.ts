import * as t from 'io-ts';
import { deltaFields, outputItemFields } from './fields.ts';
import { expected } from '../describe/lenient.ts';
import { struct } from '../describe/struct.ts';

const callFields = {
  ...outputItemFields,
  /** The call, `call_…`. */
  call_id: t.string,
};

/** A piece of a function call's arguments. */
export const ResponseFunctionCallArgumentsDelta = struct(
  'ResponseFunctionCallArgumentsDelta',
  {
    ...callFields,
    type: t.literal('response.function_call_arguments.delta'),
    /** The new characters of the JSON text. */
    delta: t.string,
  },
  deltaFields,
);
export interface ResponseFunctionCallArgumentsDelta extends t.TypeOf<
  typeof ResponseFunctionCallArgumentsDelta
> {}

/** The arguments are complete. `response.output_item.done` follows with the same call: act on one of the two. */
export const ResponseFunctionCallArgumentsDone = struct(
  'ResponseFunctionCallArgumentsDone',
  {
    ...callFields,
    type: t.literal('response.function_call_arguments.done'),
    /** The arguments as JSON text. */
    arguments: t.string,
  },
  {
    /** The function; older servers name it only in the item. */
    name: expected<string>(t.string),
  },
);
export interface ResponseFunctionCallArgumentsDone extends t.TypeOf<
  typeof ResponseFunctionCallArgumentsDone
> {}
