import * as t from 'io-ts';
import { messagesByEvent } from './internal/messagesByEvent.ts';
import type { MessageCodec } from './internal/messagesByEvent.ts';

/**
 * Twilio Media Streams: the messages of the WebSocket between Twilio and a server that speaks and listens on a call.
 *
 * Direction and payload as documented at https://www.twilio.com/docs/voice/media-streams/websocket-messages. Sound is
 * G.711 µ-law at 8 kHz in base64, about 20 ms a message. Numbers come as strings. Unknown fields are kept.
 */

const numbered = {
  /** The call's stream, `MZ…`; every message to Twilio names it. */
  streamSid: t.string,
};

/** The first message: the socket speaks this protocol. */
export const TwilioConnected = t.readonly(
  t.type({ event: t.literal('connected'), protocol: t.string, version: t.string }),
  'TwilioConnected',
);
export interface TwilioConnected extends t.TypeOf<typeof TwilioConnected> {}

/** The second message: which call this is. */
export const TwilioStart = t.readonly(
  t.intersection([
    t.type({
      event: t.literal('start'),
      ...numbered,
      start: t.intersection([
        t.type({ streamSid: t.string, callSid: t.string }),
        t.partial({
          accountSid: t.string,
          tracks: t.readonlyArray(t.string),
          /** What the call's TwiML passed along. */
          customParameters: t.record(t.string, t.string),
          mediaFormat: t.type({ encoding: t.string, sampleRate: t.number, channels: t.number }),
        }),
      ]),
    }),
    t.partial({ sequenceNumber: t.string }),
  ]),
  'TwilioStart',
);
export interface TwilioStart extends t.TypeOf<typeof TwilioStart> {}

/** Sound, in both directions. From Twilio it says whose. */
export const TwilioMedia = t.readonly(
  t.intersection([
    t.type({
      event: t.literal('media'),
      ...numbered,
      media: t.intersection([
        /** Base64 of µ-law bytes. */
        t.type({ payload: t.string }),
        /** `inbound` is the caller; `timestamp` ms since the start of the stream. */
        t.partial({ track: t.string, chunk: t.string, timestamp: t.string }),
      ]),
    }),
    t.partial({ sequenceNumber: t.string }),
  ]),
  'TwilioMedia',
);
export interface TwilioMedia extends t.TypeOf<typeof TwilioMedia> {}

/** To Twilio: tell me when everything before this was played. From Twilio: it was, or it was cleared. */
export const TwilioMark = t.readonly(
  t.intersection([
    t.type({ event: t.literal('mark'), ...numbered, mark: t.type({ name: t.string }) }),
    t.partial({ sequenceNumber: t.string }),
  ]),
  'TwilioMark',
);
export interface TwilioMark extends t.TypeOf<typeof TwilioMark> {}

/** To Twilio: stop playing and forget what is queued. Marks that wait come back at once. */
export const TwilioClear = t.readonly(t.type({ event: t.literal('clear'), ...numbered }), 'TwilioClear');
export interface TwilioClear extends t.TypeOf<typeof TwilioClear> {}

/** The caller pressed a key. */
export const TwilioDtmf = t.readonly(
  t.intersection([
    t.type({ event: t.literal('dtmf'), ...numbered, dtmf: t.type({ digit: t.string }) }),
    t.partial({ sequenceNumber: t.string }),
  ]),
  'TwilioDtmf',
);
export interface TwilioDtmf extends t.TypeOf<typeof TwilioDtmf> {}

/** The call is over. */
export const TwilioStop = t.readonly(
  t.intersection([
    t.type({ event: t.literal('stop'), ...numbered }),
    t.partial({ sequenceNumber: t.string, stop: t.partial({ accountSid: t.string, callSid: t.string }) }),
  ]),
  'TwilioStop',
);
export interface TwilioStop extends t.TypeOf<typeof TwilioStop> {}

/** What Twilio sends. */
export type TwilioMessage =
  TwilioConnected | TwilioStart | TwilioMedia | TwilioMark | TwilioDtmf | TwilioStop;

/** What Twilio takes. */
export type TwilioCommand = TwilioMedia | TwilioMark | TwilioClear;

/**
 * A message from Twilio, chosen by its `event`.
 *
 * @example
 * ```ts
 * import { either as E } from 'fp-ts';
 * import { TwilioMessage } from '@rx-realtime/audio/phone';
 *
 * const decoded = TwilioMessage.decode({ event: 'dtmf', streamSid: 'MZ1', dtmf: { digit: '5' } });
 * console.log(E.isRight(decoded) && decoded.right.event); // prints: dtmf
 * ```
 */
export const TwilioMessage: t.Type<TwilioMessage> = messagesByEvent(
  'TwilioMessage',
  'no event of Twilio Media Streams',
  new Map<string, MessageCodec<TwilioMessage>>([
    ['connected', TwilioConnected],
    ['start', TwilioStart],
    ['media', TwilioMedia],
    ['mark', TwilioMark],
    ['dtmf', TwilioDtmf],
    ['stop', TwilioStop],
  ]),
);
