import type { EventTable } from '../events/eventTable.ts';
import { SessionClose } from '../events/session.ts';
import { SessionInputAudioBufferAppend } from '../events/sessionInputAudioBuffer.ts';
import { TranslationSessionUpdate } from './translationSession.ts';

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

/** Anything the client of a translation says. */
export type TranslationClientEvent = TranslationClientEventMap[keyof TranslationClientEventMap];
