import type { Correlation } from '../correlation/correlation.ts';
import type { TranslationClientEvent } from './translationClientEventCodecs.ts';
import type { TranslationServerEvent } from './translationServerEventCodecs.ts';

/** How the server answers in a translation: an update by `session.updated`, in order, and the end by `session.closed`. */
export const translationCorrelation: Correlation<TranslationClientEvent, TranslationServerEvent> = {
  'session.update': { replies: ['session.updated'] },
  'session.close': { replies: ['session.closed'] },
};
