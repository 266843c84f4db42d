import * as t from 'io-ts';
import { AudioFormat } from './audioFormat.ts';
import { integer, nullable, openEnum, vital } from '../describe/lenient.ts';
import { struct } from '../describe/struct.ts';
import { orUnknown } from '../describe/tagged.ts';
import { ServerItem } from './item.ts';
import { Metadata } from './metadata.ts';
import { Usage } from './usage.ts';
import { Voice } from './voice.ts';

/** What the model answers with: exactly one of text or audio (which has a transcript). */
export const OutputModality = openEnum('text', 'audio');
export type OutputModality = t.TypeOf<typeof OutputModality>;

/**
 * Most tokens that one response may produce, or `inf` for the model's own limit.
 *
 * The documentation of the parameter says 1 to 4,096; the pages of gpt-realtime-2.1 and its mini name 32,000 output tokens
 * and a context of 128,000. The service decides.
 *
 * @defaultValue `inf`
 */
export const MaxOutputTokens = t.union([integer(), openEnum('inf')], 'MaxOutputTokens');
export type MaxOutputTokens = t.TypeOf<typeof MaxOutputTokens>;

const responseError = struct(
  'ResponseError',
  {},
  {
    /** Class, such as `server_error` or `invalid_request_error`. */
    type: t.string,
    /** Code, such as `rate_limit_exceeded` or `insufficient_quota`; null for a server error. */
    code: nullable<string>(t.string),
    /** In words. */
    message: t.string,
  },
);
/** Why the service failed. */
export interface ResponseError extends t.TypeOf<typeof responseError> {}
export const ResponseError: t.Type<ResponseError> = responseError;

const responseStatusDetails = struct(
  'ResponseStatusDetails',
  {},
  {
    /** The status again. */
    type: openEnum('completed', 'cancelled', 'failed', 'incomplete'),
    /** Cancelled by speech or by the client; incomplete by the token limit or the content filter. */
    reason: openEnum('turn_detected', 'client_cancelled', 'max_output_tokens', 'content_filter'),
    /** Of a failed response. */
    error: nullable(ResponseError),
  },
);
/** Why a response did not complete. */
export interface ResponseStatusDetails extends t.TypeOf<typeof responseStatusDetails> {}
export const ResponseStatusDetails: t.Type<ResponseStatusDetails> = responseStatusDetails;

const ResponseAudioOutput = struct(
  'ResponseAudioOutput',
  {},
  {
    /** Coding of the sound. */
    format: orUnknown(AudioFormat),
    /** The voice that speaks: its name, or the id of a custom one. */
    voice: orUnknown(Voice),
  },
);

const ResponseAudio = struct('ResponseAudio', {}, { output: ResponseAudioOutput });

const realtimeResponse = struct(
  'RealtimeResponse',
  {
    /** Unique id, `resp_…`. */
    id: vital(t.string),
  },
  {
    /** Always `realtime.response`. */
    object: openEnum('realtime.response'),
    /** How it ended, or `in_progress`. */
    status: openEnum('completed', 'cancelled', 'failed', 'incomplete', 'in_progress'),
    /** Why it did not complete; null when it did or is still running. */
    status_details: nullable(ResponseStatusDetails),
    /** The items produced, in order; empty until it is done. */
    output: t.readonlyArray(ServerItem),
    /** What the client attached to `response.create`. */
    metadata: nullable(Metadata),
    /** Format and voice of the sound. */
    audio: ResponseAudio,
    /** Tokens spent; null until it is done. */
    usage: nullable(Usage),
    /** The conversation it belongs to; null for an out-of-band response (`conversation: 'none'`). */
    conversation_id: nullable<string>(t.string),
    /** Text or audio. */
    output_modalities: t.readonlyArray(OutputModality),
    /** The limit that applied. */
    max_output_tokens: MaxOutputTokens,
  },
);
/** One answer of the model. */
export interface RealtimeResponse extends t.TypeOf<typeof realtimeResponse> {}
export const RealtimeResponse: t.Type<RealtimeResponse> = realtimeResponse;
