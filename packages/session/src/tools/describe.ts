import type * as t from 'io-ts';
import { descriptionKey } from './internal/descriptionOf.ts';

/**
 * A codec that tells the model what its value is for; it decodes and encodes as before.
 *
 * A parameter with a word about itself.
 *
 * @param codec any codec; it is not changed
 * @param text what the model reads beside the parameter
 *
 * @example
 * import { describe, tool } from '@rx-realtime/session';
 * import * as t from 'io-ts';
 *
 * const parameters = t.type({ city: describe(t.string, 'City and country') });
 * const { definition } = tool({ name: 'get_weather', description: 'The weather.', parameters, run: () => 'rain' });
 * console.log(definition.parameters?.['properties']);
 * // prints: { city: { type: 'string', description: 'City and country' } }
 *
 * @see {@link tool}
 */
export function describe<Codec extends t.Mixed>(codec: Codec, text: string): Codec {
  const own = Object.getOwnPropertyDescriptors(codec);
  const described = { value: text, enumerable: false };
  // A copy with the same class: io-ts tells codecs apart by `instanceof`.
  const prototype: object | null = Reflect.getPrototypeOf(codec);
  const copy: unknown = Object.create(prototype, { ...own, [descriptionKey]: described });
  return copy as Codec;
}
