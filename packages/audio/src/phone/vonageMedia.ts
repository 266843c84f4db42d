import * as t from 'io-ts';
import { messagesByEvent } from './internal/messagesByEvent.ts';
import type { MessageCodec } from './internal/messagesByEvent.ts';

/*
 * Messages of Vonage Voice over WebSockets, as documented at
 * https://developer.vonage.com/en/voice/voice-api/concepts/websockets. Sound is binary: 16-bit linear PCM, the lower byte
 * first, one channel, at the rate of the `content-type` that the NCCO asked for. Unknown fields are kept.
 */

/** The first message: how the call is coded, and the headers of the NCCO as fields beside it. */
export const VonageConnected = t.readonly(
  /** `audio/l16;rate=16000`. */
  t.type({ event: t.literal('websocket:connected'), 'content-type': t.string }),
  'VonageConnected',
);
export interface VonageConnected extends t.TypeOf<typeof VonageConnected> {}

/** Sound of the call, in both directions. */
export const VonageMedia: t.Type<Uint8Array> = new t.Type<Uint8Array>(
  'VonageMedia',
  (u): u is Uint8Array => u instanceof Uint8Array,
  (u, context) => (u instanceof Uint8Array ? t.success(u) : t.failure(u, context)),
  t.identity,
);
export type VonageMedia = Uint8Array;

/** The caller pressed a key. */
export const VonageDtmf = t.readonly(
  t.intersection([
    t.type({ event: t.literal('websocket:dtmf'), digit: t.string }),
    /** Milliseconds. */
    t.partial({ duration: t.number }),
  ]),
  'VonageDtmf',
);
export interface VonageDtmf extends t.TypeOf<typeof VonageDtmf> {}

/** Everything before a `notify` was played; its payload comes back. */
export const VonageNotify = t.readonly(
  t.type({ event: t.literal('websocket:notify'), payload: t.record(t.string, t.unknown) }),
  'VonageNotify',
);
export interface VonageNotify extends t.TypeOf<typeof VonageNotify> {}

/** What was queued was forgotten. */
export const VonageCleared = t.readonly(t.type({ event: t.literal('websocket:cleared') }), 'VonageCleared');
export interface VonageCleared extends t.TypeOf<typeof VonageCleared> {}

/** What Vonage sends: texts, and bytes, which are sound. */
export type VonageMessage = VonageConnected | VonageDtmf | VonageNotify | VonageCleared | VonageMedia;

/** What Vonage takes: sound as bytes, in frames of 20 ms; `notify` comes back when all before it was played. */
export type VonageCommand =
  | VonageMedia
  | { readonly action: 'notify'; readonly payload: Readonly<Record<string, unknown>> }
  | { readonly action: 'clear' };

type VonageText = Exclude<VonageMessage, VonageMedia>;

const Text: t.Type<VonageText> = messagesByEvent(
  'VonageMessage',
  'no event of Vonage Voice',
  new Map<string, MessageCodec<VonageText>>([
    ['websocket:connected', VonageConnected],
    ['websocket:dtmf', VonageDtmf],
    ['websocket:notify', VonageNotify],
    ['websocket:cleared', VonageCleared],
  ]),
);

/**
 * A message from Vonage: bytes are sound, a text is chosen by its `event`.
 *
 * @example
 * ```ts
 * import { either as E } from 'fp-ts';
 * import { VonageMessage } from '@rx-realtime/audio/phone';
 *
 * console.log(E.isRight(VonageMessage.decode({ event: 'websocket:dtmf', digit: '5' }))); // prints: true
 * console.log(VonageMessage.is(new Uint8Array(640))); // prints: true
 * ```
 */
export const VonageMessage: t.Type<VonageMessage> = new t.Type<VonageMessage>(
  'VonageMessage',
  (u): u is VonageMessage => VonageMedia.is(u) || Text.is(u),
  (u, context) => (VonageMedia.is(u) ? t.success(u) : Text.validate(u, context)),
  t.identity,
);
