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
export { decodeTranslationClientEvent } from './translation/decodeTranslationClientEvent.ts';
export {
  decodeTranslationFrame,
  decodeTranslationServerEvent,
} from './translation/decodeTranslationServerEvent.ts';
export { encodeTranslationClientEvent } from './translation/encodeTranslationClientEvent.ts';
export { translationClientEventCodecs } from './translation/translationClientEventCodecs.ts';
export type {
  TranslationClientEvent,
  TranslationClientEventMap,
} from './translation/translationClientEventCodecs.ts';
export { translationServerEventCodecs } from './translation/translationServerEventCodecs.ts';
export type {
  TranslationServerEvent,
  TranslationServerEventMap,
} from './translation/translationServerEventCodecs.ts';
export { translationCorrelation } from './translation/translationCorrelation.ts';
