export { playTranslation } from './translation/playTranslation.ts';
export type {
  ListenerStreams,
  Translation,
  TranslationOutcome,
  TranslationProblem,
} from './translation/translation.ts';
export type { TranslationConfig, TranslationListener } from './translation/translationConfig.ts';
export { translationSession } from './translation/translationSession.ts';
export { translationWords, type TranslationWords } from './translation/translationWords.ts';
