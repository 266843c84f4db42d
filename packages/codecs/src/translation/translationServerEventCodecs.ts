import { ErrorEvent } from '../events/error.ts';
import type { EventTable } from '../events/eventTable.ts';
import type { ConnectionLost } from '../events/connectionLost.ts';
import type { UnknownServerEvent } from '../events/serverEventCodecs.ts';
import {
  SessionClosed,
  SessionInputTranscriptDelta,
  SessionOutputAudioDelta,
  SessionOutputTranscriptDelta,
  TranslationSessionCreated,
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

/** Anything the server of a translation says, and what the socket says of the connection. */
export type TranslationServerEvent =
  TranslationServerEventMap[keyof TranslationServerEventMap] | UnknownServerEvent | ConnectionLost;
