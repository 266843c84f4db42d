import type { ResponseFunctionCallArgumentsDone, ServerEvent } from '@rx-realtime/codecs';

/** A call's arguments, with the ids that some servers leave out. */
export type PlacedArguments = ResponseFunctionCallArgumentsDone & {
  readonly response_id: string;
  readonly item_id: string;
};

/** The events between `response.created` and `response.done` that build a response up. */
export type ResponseEvent =
  | Extract<ServerEvent, { readonly type: `response.${string}`; readonly response_id: string }>
  | PlacedArguments;

export const isResponseEvent = (
  event: ServerEvent,
): event is Exclude<ResponseEvent, PlacedArguments> | ResponseFunctionCallArgumentsDone =>
  event.type === 'response.function_call_arguments.done' ||
  ('response_id' in event && event.type.startsWith('response.'));
