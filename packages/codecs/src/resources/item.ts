import * as t from 'io-ts';
import { FunctionCallItem, FunctionCallOutputItem } from './functionCallItem.ts';
import { lenient, narrowed } from '../describe/lenient.ts';
import { orUnknown, tagged } from '../describe/tagged.ts';
import type { UnknownVariant } from '../describe/tagged.ts';
import { McpApprovalRequestItem, McpApprovalResponseItem, McpCallItem, McpListToolsItem } from './mcpItem.ts';
import { MessageItem } from './messageItem.ts';

/** One entry of a conversation, told apart by `type` (and messages by `role`). */
export type Item =
  | MessageItem
  | FunctionCallItem
  | FunctionCallOutputItem
  | McpCallItem
  | McpListToolsItem
  | McpApprovalRequestItem
  | McpApprovalResponseItem;
export const Item: t.Type<Item> = tagged('Item', 'type', {
  message: MessageItem,
  function_call: FunctionCallItem,
  function_call_output: FunctionCallOutputItem,
  mcp_call: McpCallItem,
  mcp_list_tools: McpListToolsItem,
  mcp_approval_request: McpApprovalRequestItem,
  mcp_approval_response: McpApprovalResponseItem,
});

interface Identified {
  /** Unique id, `item_…`. */
  readonly id: string;
}

/** An item as a server sends it: with its id, and possibly of a kind that this version does not know. */
export type ServerItem = (Item & Identified) | UnknownVariant;
export const ServerItem: t.Type<ServerItem> = orUnknown(
  lenient(
    narrowed(Item, 'ServerItem', (item): item is Item & Identified => typeof item.id === 'string'),
    Item,
  ),
);

/** Refers to an item of the conversation in the `input` of `response.create`. */
export const ItemReference = t.readonly(
  t.type({
    type: t.literal('item_reference'),
    /** The item, `item_…`. */
    id: t.string,
  }),
  'ItemReference',
);
export interface ItemReference extends t.TypeOf<typeof ItemReference> {}
