import { either as E } from 'fp-ts';
import { ErrorEvent } from '../events/error.ts';
import type { DecodeFailure, EncodeFailure } from '../wire/failure.ts';
import { eventReader, orFailure } from '../wire/eventReader.ts';
import type { EventTable } from '../events/eventTable.ts';
import { eventWriter } from '../wire/eventWriter.ts';
import { ownAppendFrame } from '../fast/ownBase64.ts';
import type { DecodeConfig } from '../wire/eventReader.ts';
import { orUnknownEvent } from '../wire/unknownEvent.ts';
import type { UnknownServerEvent } from '../events/serverEvent.ts';
import { SessionClose } from '../events/session.ts';
import { SessionInputAudioBufferAppend } from '../events/sessionInputAudioBuffer.ts';
import {
  SessionClosed,
  SessionInputTranscriptDelta,
  SessionOutputAudioDelta,
  SessionOutputTranscriptDelta,
  TranslationSessionCreated,
  TranslationSessionUpdate,
  TranslationSessionUpdated,
} from './translationSession.ts';

/** Every event that a server may send in a translation session, by its type. */
export interface TranslationServerEventMap {
  error: ErrorEvent;
  'session.created': TranslationSessionCreated;
  'session.updated': TranslationSessionUpdated;
  'session.closed': SessionClosed;
  'session.input_transcript.delta': SessionInputTranscriptDelta;
  'session.output_transcript.delta': SessionOutputTranscriptDelta;
  'session.output_audio.delta': SessionOutputAudioDelta;
}

/** The codec of each server event of a translation. */
export const translationServerEventCodecs: EventTable<TranslationServerEventMap> = {
  error: ErrorEvent,
  'session.created': TranslationSessionCreated,
  'session.updated': TranslationSessionUpdated,
  'session.closed': SessionClosed,
  'session.input_transcript.delta': SessionInputTranscriptDelta,
  'session.output_transcript.delta': SessionOutputTranscriptDelta,
  'session.output_audio.delta': SessionOutputAudioDelta,
};

/** Every event that a client may send in a translation session, by its type. */
export interface TranslationClientEventMap {
  'session.update': TranslationSessionUpdate;
  'session.input_audio_buffer.append': SessionInputAudioBufferAppend;
  'session.close': SessionClose;
}

/** The codec of each client event of a translation. */
export const translationClientEventCodecs: EventTable<TranslationClientEventMap> = {
  'session.update': TranslationSessionUpdate,
  'session.input_audio_buffer.append': SessionInputAudioBufferAppend,
  'session.close': SessionClose,
};

/** Anything the server of a translation says. */
export type TranslationServerEvent =
  TranslationServerEventMap[keyof TranslationServerEventMap] | UnknownServerEvent;

/** Anything the client of a translation says. */
export type TranslationClientEvent = TranslationClientEventMap[keyof TranslationClientEventMap];

const readServer = /*#__PURE__*/ eventReader(translationServerEventCodecs);
const readClient = /*#__PURE__*/ eventReader(translationClientEventCodecs);
const write = /*#__PURE__*/ eventWriter(translationClientEventCodecs);

/** As `decodeFrame`, in a translation session. */
export function decodeTranslationFrame(
  frame: string | Uint8Array,
  config?: DecodeConfig,
): E.Either<DecodeFailure, TranslationServerEvent> {
  return orUnknownEvent(readServer.frame(frame, config));
}

/** As `decodeServerEvent`, in a translation session. */
export function decodeTranslationServerEvent(
  u: unknown,
  config?: DecodeConfig,
): E.Either<DecodeFailure, TranslationServerEvent> {
  return orUnknownEvent(readServer.value(u, config));
}

/** As `decodeClientEvent`, in a translation session. */
export function decodeTranslationClientEvent(
  u: unknown,
  config?: DecodeConfig,
): E.Either<DecodeFailure, TranslationClientEvent> {
  return orFailure(readClient.value(u, config));
}

/** As `encodeClientEvent`, in a translation session. */
export function encodeTranslationClientEvent(event: TranslationClientEvent): E.Either<EncodeFailure, string> {
  const append = ownAppendFrame(event);
  return append === undefined ? write(event) : E.right(append);
}
