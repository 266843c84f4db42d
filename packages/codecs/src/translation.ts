export { SessionInputAudioBufferAppend } from './events/sessionInputAudioBuffer.ts';
export {
  TranslationClientSecretCreateRequest,
  TranslationClientSecretCreateResponse,
} from './translation/translationClientSecret.ts';
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
} from './translation/translationSession.ts';
export {
  decodeTranslationClientEvent,
  decodeTranslationFrame,
  decodeTranslationServerEvent,
  encodeTranslationClientEvent,
  translationClientEventCodecs,
  translationServerEventCodecs,
} from './translation/translationEvent.ts';
export type {
  TranslationClientEvent,
  TranslationClientEventMap,
  TranslationServerEvent,
  TranslationServerEventMap,
} from './translation/translationEvent.ts';
export { translationCorrelation } from './translation/translationCorrelation.ts';
