import { refusal } from '../shapes/refusal.ts';
import type { Refusal } from '../shapes/refusal.ts';

/**
 * Why a model is refused for sessions of this kind, or undefined. Of OpenAI's own models those that translate do nothing
 * else and the others do not translate; what stands behind the name of somebody's deployment cannot be seen.
 */
export const refuseModel = (
  model: string,
  kind: 'realtime' | 'translation',
  acceptsModel: (model: string) => boolean,
  param = 'model',
): Refusal | undefined => {
  const isOfKind =
    kind === 'translation' ? !/^gpt-(?!.*translat)/.test(model) : !model.startsWith('gpt-realtime-translate');
  return acceptsModel(model) && isOfKind
    ? undefined
    : refusal('invalid_model', 'The requested model is not supported for the Realtime API.', param);
};
