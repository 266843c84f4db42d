export { SessionInputAudioBufferAppend } from './sessionInputAudioBuffer.ts';
export {
  TranslationClientSecretCreateRequest,
  TranslationClientSecretCreateResponse,
} from './translationClientSecret.ts';
export {
  SessionClosed,
  SessionInputTranscriptDelta,
  SessionOutputAudioDelta,
  SessionOutputTranscriptDelta,
  TranslationSession,
  TranslationSessionConfig,
  TranslationSessionCreated,
  TranslationSessionCreateRequest,
  TranslationSessionUpdate,
  TranslationSessionUpdated,
} from './translationSession.ts';
export {
  decodeTranslationClientEvent,
  decodeTranslationFrame,
  decodeTranslationServerEvent,
  encodeTranslationClientEvent,
  translationClientEventCodecs,
  translationServerEventCodecs,
} from './translationEvent.ts';
export type {
  TranslationClientEvent,
  TranslationClientEventMap,
  TranslationServerEvent,
  TranslationServerEventMap,
} from './translationEvent.ts';
