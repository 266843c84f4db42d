import * as t from 'io-ts';
import { openEnum } from '../describe/lenient.ts';

/** Fields that all items share. */
export const itemFields = {
  /** Unique id, `item_…`; a client may choose it, otherwise the server makes one. */
  id: t.string,
  /** Always `realtime.item`; often left out. */
  object: openEnum('realtime.item'),
  /** How far the item is. Says nothing to the model. */
  status: openEnum('completed', 'incomplete', 'in_progress'),
};
