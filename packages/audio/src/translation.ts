export { appendTranslationAudio } from './appendTranslationAudio.ts';
export { translationAudio, type TranslationAudio, type TranslationAudioConfig } from './translationAudio.ts';
