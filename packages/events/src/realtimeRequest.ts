import type { ClientEvent } from '@rx-realtime/codecs';
import type { ReplyMap } from './replyMap.ts';

/** A client event that has a reply. */
export type RealtimeRequest = Extract<ClientEvent, { readonly type: keyof ReplyMap }>;
