export { appendTranslationAudio } from './ears/appendTranslationAudio.ts';
export {
  translationAudio,
  type MalformedTranslationAudio,
  type TranslationAudio,
  type TranslationAudioConfig,
} from './mouth/translationAudio.ts';
