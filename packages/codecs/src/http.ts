/** Bodies of the REST calls around a session. */
import * as t from 'io-ts';
import { expected, integer, openEnum, sealed } from './internal/lenient.ts';
import { command, struct } from './internal/struct.ts';
import { lifetime, secretFields } from './internal/clientSecretFields.ts';
import { Session } from './session.ts';
import { RealtimeSessionConfig, SessionConfig } from './sessionConfig.ts';

/** Body of `POST /realtime/client_secrets`. */
export const ClientSecretCreateRequest = command(
  'ClientSecretCreateRequest',
  {},
  {
    ...lifetime,
    /** The session that the secret opens. */
    session: SessionConfig,
  },
);
export interface ClientSecretCreateRequest extends t.TypeOf<typeof ClientSecretCreateRequest> {}

/** Answer of `POST /realtime/client_secrets`. */
export const ClientSecretCreateResponse = struct('ClientSecretCreateResponse', secretFields, {
  /** The session that it opens. */
  session: expected(Session),
});
export interface ClientSecretCreateResponse extends t.TypeOf<typeof ClientSecretCreateResponse> {}

/** Form of `POST /realtime/calls`: begins a WebRTC call. The answer is SDP, the call's id is in `Location`. */
export const CallCreateRequest = sealed(
  command(
    'CallCreateRequest',
    {
      /** The browser's SDP offer. */
      sdp: t.string,
    },
    {
      /** Settings of the session. */
      session: RealtimeSessionConfig,
    },
  ),
);
export interface CallCreateRequest extends t.TypeOf<typeof CallCreateRequest> {}

/** Body of `POST /realtime/calls/{call_id}/accept`. */
export const CallAcceptRequest = RealtimeSessionConfig;
export interface CallAcceptRequest extends RealtimeSessionConfig {}

/** Body of `POST /realtime/calls/{call_id}/refer`. */
export const CallReferRequest = sealed(
  command(
    'CallReferRequest',
    {
      /** Where to transfer the call: `tel:+14155550123` or `sip:agent@example.com`. */
      target_uri: t.string,
    },
    {},
  ),
);
export interface CallReferRequest extends t.TypeOf<typeof CallReferRequest> {}

/** Body of `POST /realtime/calls/{call_id}/reject`. */
export const CallRejectRequest = sealed(
  command(
    'CallRejectRequest',
    {},
    {
      /** SIP status to answer with. Default 603 (decline). */
      status_code: integer(),
    },
  ),
);
export interface CallRejectRequest extends t.TypeOf<typeof CallRejectRequest> {}

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
