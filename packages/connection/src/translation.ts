// @rx-realtime/connection/translation: sessions of another protocol on the same connection, speech in and speech out.
export {
  translationSocket,
  type TranslationSocket,
  type TranslationSocketConfig,
} from './translationSocket.ts';
