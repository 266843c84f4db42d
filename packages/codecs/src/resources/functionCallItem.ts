import * as t from 'io-ts';
import { itemFields } from './itemFields.ts';
import { filled } from '../describe/lenient.ts';
import { struct } from '../describe/struct.ts';

/** The model asks for a function of yours to be run. */
export const FunctionCallItem = struct(
  'FunctionCallItem',
  {
    type: t.literal('function_call'),
    /** The function. */
    name: t.string,
    /** Its arguments as JSON text; empty until they are produced, or when there are none. */
    arguments: filled(t.string, () => ''),
  },
  {
    ...itemFields,
    /** Ties the output to the call, `call_…`. Made by the server. */
    call_id: t.string,
  },
);
export interface FunctionCallItem extends t.TypeOf<typeof FunctionCallItem> {}

/** What your function returned. */
export const FunctionCallOutputItem = struct(
  'FunctionCallOutputItem',
  {
    type: t.literal('function_call_output'),
    /** The call that this answers, `call_…`. */
    call_id: t.string,
    /** The result, free text; JSON is usual. */
    output: t.string,
  },
  itemFields,
);
export interface FunctionCallOutputItem extends t.TypeOf<typeof FunctionCallOutputItem> {}
