import * as t from 'io-ts';
import { deltaFields, outputItemFields, serverFields } from './fields.ts';
import { expected } from '../describe/lenient.ts';
import { struct } from '../describe/struct.ts';

/** The call, `call_…`. */
const call_id = t.string;

/** A piece of a function call's arguments. */
export const ResponseFunctionCallArgumentsDelta = struct(
  'ResponseFunctionCallArgumentsDelta',
  {
    ...outputItemFields,
    type: t.literal('response.function_call_arguments.delta'),
    call_id,
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
    ...serverFields,
    type: t.literal('response.function_call_arguments.done'),
    call_id,
    output_index: outputItemFields.output_index,
  },
  {
    /** The response, `resp_…`. */
    response_id: expected<string>(t.string),
    /** The item, `item_…`. */
    item_id: expected<string>(t.string),
    /** The arguments as JSON text; win over the sum of the deltas. */
    arguments: expected<string>(t.string),
    /** The function; older servers name it only in the item. */
    name: expected<string>(t.string),
  },
);
export interface ResponseFunctionCallArgumentsDone extends t.TypeOf<
  typeof ResponseFunctionCallArgumentsDone
> {}
