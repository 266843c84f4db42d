export * from '@rx-realtime/audio/translation';
export { sessionClose, sessionInputAudioBufferAppend, translationSessionUpdate } from '@rx-realtime/codecs';
export * from '@rx-realtime/codecs/translation';
export { translationSocket } from '@rx-realtime/connection/translation';
export type { TranslationSocket, TranslationSocketConfig } from '@rx-realtime/connection/translation';
export * from '@rx-realtime/session/translation';
