import * as t from 'io-ts';
import { index, serverFields } from './fields.ts';
import { struct } from '../describe/struct.ts';
import { ServerItem } from '../resources/item.ts';

const outputFields = {
  ...serverFields,
  /** The response, `resp_…`. */
  response_id: t.string,
  /** Position of the item in `response.output`, from 0. */
  output_index: index,
  /** The item. */
  item: ServerItem,
};

/** A response begins an item. The next item may begin before this one is done. */
export const ResponseOutputItemAdded = struct(
  'ResponseOutputItemAdded',
  { ...outputFields, type: t.literal('response.output_item.added') },
  {},
);
export interface ResponseOutputItemAdded extends t.TypeOf<typeof ResponseOutputItemAdded> {}

/** An item of a response is final, also when the response was cut short (`item.status` is then `incomplete`). */
export const ResponseOutputItemDone = struct(
  'ResponseOutputItemDone',
  { ...outputFields, type: t.literal('response.output_item.done') },
  {},
);
export interface ResponseOutputItemDone extends t.TypeOf<typeof ResponseOutputItemDone> {}
