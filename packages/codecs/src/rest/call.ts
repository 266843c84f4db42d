import * as t from 'io-ts';
import { integer, sealed } from '../describe/lenient.ts';
import { command } from '../describe/struct.ts';
import { RealtimeSessionConfig } from '../resources/sessionConfig.ts';

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
      /**
       * SIP status to answer with.
       *
       * @defaultValue 603, decline
       */
      status_code: integer(),
    },
  ),
);
export interface CallRejectRequest extends t.TypeOf<typeof CallRejectRequest> {}
