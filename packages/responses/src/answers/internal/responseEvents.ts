import type { ServerEvent } from '@rx-realtime/codecs';

/** The events between `response.created` and `response.done` that build a response up. */
export type ResponseEvent = Extract<
  ServerEvent,
  { readonly type: `response.${string}`; readonly response_id: string }
>;

export const isResponseEvent = (event: ServerEvent): event is ResponseEvent =>
  'response_id' in event && event.type.startsWith('response.');
