/** Fields that many events share, described once. */
import * as t from 'io-ts';
import { randomId } from '../randomId.ts';
import { filled, integer, stringThat } from '../describe/lenient.ts';

/** A position in a list, from 0. Servers that only ever have one output leave it out. */
export const index = filled(integer(), () => 0);

/** Every server event. */
export const serverFields = {
  /** Unique id of this server event, `event_…`; made up as `local_…` when a compatible server sends none. */
  event_id: filled<string>(t.string, () => randomId('local_')),
};

/** Every client event. */
export const clientFields = {
  /** Your id for this event, at most 512 characters; an `error` that it causes repeats it. */
  event_id: stringThat('at most 512 characters', (s) => Array.from(s).length <= 512),
};

/** Events about one output item of a response. */
export const outputItemFields = {
  ...serverFields,
  /** The response, `resp_…`. */
  response_id: t.string,
  /** The item, `item_…`. */
  item_id: t.string,
  /** Position of the item in `response.output`, from 0. */
  output_index: index,
};

/** Events about one content part of an output item. */
export const contentPartFields = {
  ...outputItemFields,
  /** Position of the part in `item.content`, from 0. */
  content_index: index,
};

/** Deltas. */
export const deltaFields = {
  /** Random characters that pad the delta to a multiple of 16, so that lengths on the network tell nothing. Not in the schema. */
  obfuscation: t.string,
};
