export { appendTranslationAudio } from './ears/appendTranslationAudio.ts';
export {
  translationAudio,
  type TranslationAudio,
  type TranslationAudioConfig,
} from './mouth/translationAudio.ts';
