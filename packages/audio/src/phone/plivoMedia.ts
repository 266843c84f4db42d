import * as t from 'io-ts';
import { messagesByEvent } from './internal/messagesByEvent.ts';
import type { MessageCodec } from './internal/messagesByEvent.ts';

/*
 * Messages of Plivo Audio Streaming, as documented at https://plivo.com/docs/voice/audio-streaming/audio-streaming and
 * https://www.plivo.com/docs/voice-agents/audio-streaming/concepts/audio-streaming-reference. Sound is µ-law or L16 in
 * base64, as the `contentType` of the stream says. Unknown fields are kept.
 */

const count = t.union([t.number, t.string]);
const numbered = { sequenceNumber: count };

/** The first message: which call this is, and how its sound is coded. */
export const PlivoStart = t.readonly(
  t.intersection([
    t.type({
      event: t.literal('start'),
      start: t.intersection([
        t.type({ callId: t.string, streamId: t.string }),
        t.partial({
          accountId: t.string,
          tracks: t.readonlyArray(t.string),
          /** `audio/x-mulaw` or `audio/x-l16`. */
          mediaFormat: t.intersection([t.type({ encoding: t.string }), t.partial({ sampleRate: t.number })]),
        }),
      ]),
    }),
    /** What the `extraHeaders` of the stream passed along: `userId=12345;plan=gold`. */
    t.partial({ ...numbered, extra_headers: t.string }),
  ]),
  'PlivoStart',
);
export interface PlivoStart extends t.TypeOf<typeof PlivoStart> {}

/** Sound of the call. */
export const PlivoMedia = t.readonly(
  t.intersection([
    t.type({
      event: t.literal('media'),
      media: t.intersection([
        /** Base64. */
        t.type({ payload: t.string }),
        /** `inbound` is the caller; `timestamp` Unix milliseconds. */
        t.partial({ track: t.string, chunk: count, timestamp: count }),
      ]),
    }),
    t.partial({ ...numbered, streamId: t.string }),
  ]),
  'PlivoMedia',
);
export interface PlivoMedia extends t.TypeOf<typeof PlivoMedia> {}

/** The caller pressed a key. */
export const PlivoDtmf = t.readonly(
  t.intersection([
    t.type({ event: t.literal('dtmf'), dtmf: t.type({ digit: t.string }) }),
    t.partial({ ...numbered, streamId: t.string }),
  ]),
  'PlivoDtmf',
);
export interface PlivoDtmf extends t.TypeOf<typeof PlivoDtmf> {}

/** Everything before a checkpoint was played. Does not come for what was cleared. */
export const PlivoPlayedStream = t.readonly(
  t.intersection([
    t.type({ event: t.literal('playedStream'), name: t.string }),
    t.partial({ ...numbered, streamId: t.string }),
  ]),
  'PlivoPlayedStream',
);
export interface PlivoPlayedStream extends t.TypeOf<typeof PlivoPlayedStream> {}

/** What was queued was forgotten. */
export const PlivoClearedAudio = t.readonly(
  t.intersection([
    t.type({ event: t.literal('clearedAudio') }),
    t.partial({ ...numbered, streamId: t.string }),
  ]),
  'PlivoClearedAudio',
);
export interface PlivoClearedAudio extends t.TypeOf<typeof PlivoClearedAudio> {}

/** The call is over. Where it does not come, the end of the socket says so. */
export const PlivoStop = t.readonly(
  t.intersection([t.type({ event: t.literal('stop') }), t.partial({ ...numbered, streamId: t.string })]),
  'PlivoStop',
);
export interface PlivoStop extends t.TypeOf<typeof PlivoStop> {}

/** What Plivo sends. */
export type PlivoMessage =
  PlivoStart | PlivoMedia | PlivoDtmf | PlivoPlayedStream | PlivoClearedAudio | PlivoStop;

/** What Plivo takes. */
export type PlivoCommand =
  | {
      readonly event: 'playAudio';
      readonly media: {
        /** `audio/x-mulaw` or `audio/x-l16`. */
        readonly contentType: string;
        readonly sampleRate: number;
        /** Base64. */
        readonly payload: string;
      };
    }
  | { readonly event: 'checkpoint'; readonly streamId: string; readonly name: string }
  | { readonly event: 'clearAudio'; readonly streamId: string };

/**
 * A message from Plivo, chosen by its `event`.
 *
 * @example
 * ```ts
 * import { either as E } from 'fp-ts';
 * import { PlivoMessage } from '@rx-realtime/audio/phone';
 *
 * const decoded = PlivoMessage.decode({ event: 'playedStream', streamId: '20170ada', name: 'greeting' });
 * console.log(E.isRight(decoded) && decoded.right.event); // prints: playedStream
 * ```
 */
export const PlivoMessage: t.Type<PlivoMessage> = messagesByEvent(
  'PlivoMessage',
  'no event of Plivo Audio Streaming',
  new Map<string, MessageCodec<PlivoMessage>>([
    ['start', PlivoStart],
    ['media', PlivoMedia],
    ['dtmf', PlivoDtmf],
    ['playedStream', PlivoPlayedStream],
    ['clearedAudio', PlivoClearedAudio],
    ['stop', PlivoStop],
  ]),
);
