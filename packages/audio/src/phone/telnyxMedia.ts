import * as t from 'io-ts';
import { messagesByEvent } from './internal/messagesByEvent.ts';
import type { MessageCodec } from './internal/messagesByEvent.ts';

/*
 * Messages of Telnyx Media Streaming, as documented at
 * https://developers.telnyx.com/api-reference/websockets/stream-call-media-over-websocket and
 * https://developers.telnyx.com/docs/voice/programmable-voice/media-streaming. Sound is the payload of RTP in base64, as
 * `start` says it is coded; what is sent is coded as `stream_bidirectional_codec` says. Unknown fields are kept.
 */

const numbered = {
  /** The stream of the call. */
  stream_id: t.string,
  sequence_number: t.string,
};

/** The first message: the socket speaks this protocol. */
export const TelnyxConnected = t.readonly(
  t.intersection([t.type({ event: t.literal('connected') }), t.partial({ version: t.string })]),
  'TelnyxConnected',
);
export interface TelnyxConnected extends t.TypeOf<typeof TelnyxConnected> {}

/** The second message: which call this is, and how its sound is coded. */
export const TelnyxStart = t.readonly(
  t.intersection([
    t.type({
      event: t.literal('start'),
      start: t.intersection([
        /** What Call Control is told to hang up. */
        t.type({ call_control_id: t.string }),
        t.partial({
          call_session_id: t.string,
          user_id: t.string,
          from: t.string,
          to: t.string,
          client_state: t.union([t.string, t.null]),
          custom_parameters: t.record(t.string, t.string),
          /** `PCMU`, `PCMA`, `L16` and others. */
          media_format: t.intersection([
            t.type({ encoding: t.string }),
            t.partial({ sample_rate: t.number, channels: t.number }),
          ]),
        }),
      ]),
    }),
    t.partial(numbered),
  ]),
  'TelnyxStart',
);
export interface TelnyxStart extends t.TypeOf<typeof TelnyxStart> {}

/** Sound, in both directions. From Telnyx it says whose. */
export const TelnyxMedia = t.readonly(
  t.intersection([
    t.type({
      event: t.literal('media'),
      media: t.intersection([
        /** Base64 of the payload of RTP. */
        t.type({ payload: t.string }),
        /** `inbound` is the caller; `timestamp` ms since the start of the stream. */
        t.partial({ track: t.string, chunk: t.string, timestamp: t.string }),
      ]),
    }),
    t.partial(numbered),
  ]),
  'TelnyxMedia',
);
export interface TelnyxMedia extends t.TypeOf<typeof TelnyxMedia> {}

/** To Telnyx: tell me when everything before this was played. From Telnyx: it was, or it was cleared. */
export const TelnyxMark = t.readonly(
  t.intersection([
    t.type({ event: t.literal('mark'), mark: t.type({ name: t.string }) }),
    t.partial(numbered),
  ]),
  'TelnyxMark',
);
export interface TelnyxMark extends t.TypeOf<typeof TelnyxMark> {}

/** To Telnyx: stop playing and forget what is queued. Marks that wait come back at once. */
export const TelnyxClear = t.readonly(t.type({ event: t.literal('clear') }), 'TelnyxClear');
export interface TelnyxClear extends t.TypeOf<typeof TelnyxClear> {}

/** The caller pressed a key. */
export const TelnyxDtmf = t.readonly(
  t.intersection([
    t.type({ event: t.literal('dtmf'), dtmf: t.type({ digit: t.string }) }),
    t.partial({ ...numbered, occurred_at: t.string }),
  ]),
  'TelnyxDtmf',
);
export interface TelnyxDtmf extends t.TypeOf<typeof TelnyxDtmf> {}

/** What Telnyx could not do with a message. */
export const TelnyxError = t.readonly(
  t.intersection([
    t.type({ event: t.literal('error') }),
    t.partial({
      stream_id: t.string,
      payload: t.partial({ code: t.union([t.number, t.string]), title: t.string, detail: t.string }),
    }),
  ]),
  'TelnyxError',
);
export interface TelnyxError extends t.TypeOf<typeof TelnyxError> {}

/** The call is over. */
export const TelnyxStop = t.readonly(
  t.intersection([
    t.type({ event: t.literal('stop') }),
    t.partial({ ...numbered, stop: t.partial({ user_id: t.string, call_control_id: t.string }) }),
  ]),
  'TelnyxStop',
);
export interface TelnyxStop extends t.TypeOf<typeof TelnyxStop> {}

/** What Telnyx sends. */
export type TelnyxMessage =
  TelnyxConnected | TelnyxStart | TelnyxMedia | TelnyxMark | TelnyxDtmf | TelnyxError | TelnyxStop;

/** What Telnyx takes. */
export type TelnyxCommand = TelnyxMedia | TelnyxMark | TelnyxClear;

/**
 * A message from Telnyx, chosen by its `event`.
 *
 * @example
 * ```ts
 * import { either as E } from 'fp-ts';
 * import { TelnyxMessage } from '@rx-realtime/audio/phone';
 *
 * const decoded = TelnyxMessage.decode({ event: 'dtmf', stream_id: '32DE0DEA', dtmf: { digit: '5' } });
 * console.log(E.isRight(decoded) && decoded.right.event); // prints: dtmf
 * ```
 */
export const TelnyxMessage: t.Type<TelnyxMessage> = messagesByEvent(
  'TelnyxMessage',
  'no event of Telnyx Media Streaming',
  new Map<string, MessageCodec<TelnyxMessage>>([
    ['connected', TelnyxConnected],
    ['start', TelnyxStart],
    ['media', TelnyxMedia],
    ['mark', TelnyxMark],
    ['dtmf', TelnyxDtmf],
    ['error', TelnyxError],
    ['stop', TelnyxStop],
  ]),
);
