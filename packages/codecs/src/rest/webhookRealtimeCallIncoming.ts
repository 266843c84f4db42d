import * as t from 'io-ts';
import { expected, integer, openEnum } from '../describe/lenient.ts';
import { struct } from '../describe/struct.ts';

const SipHeader = struct('SipHeader', { name: t.string, value: t.string }, {});

const IncomingCall = struct(
  'IncomingCall',
  {
    /** The call, `rtc_…`: accept or reject it by this id. */
    call_id: t.string,
  },
  {
    /** Headers of the SIP invitation. */
    sip_headers: expected(t.readonlyArray(SipHeader)),
  },
);

/** Webhook `realtime.call.incoming`: somebody calls your SIP address. */
export const WebhookRealtimeCallIncoming = struct(
  'WebhookRealtimeCallIncoming',
  {
    type: t.literal('realtime.call.incoming'),
    /** The call. */
    data: IncomingCall,
  },
  {
    /** Unique id of the webhook event. */
    id: expected<string>(t.string),
    /** When, Unix seconds. */
    created_at: expected(integer()),
    /** Always `event`. */
    object: openEnum('event'),
  },
);
export interface WebhookRealtimeCallIncoming extends t.TypeOf<typeof WebhookRealtimeCallIncoming> {}
