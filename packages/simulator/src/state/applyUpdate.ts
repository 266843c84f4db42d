import type { JsonObject } from '../shapes/jsonObject.ts';
import { isObject } from '../shapes/jsonObject.ts';
import { defaultFormat, defaultServerVad, defaultSemanticVad } from './defaults.ts';

/** What an update of an object is laid over: what was there before, or what such an object starts from. */
type Base = (update: JsonObject, before: JsonObject | undefined) => JsonObject;
type Bases = Readonly<Record<string, Base>>;

/** An object of another type starts anew. */
const sameTypeOr =
  (start: (update: JsonObject) => JsonObject): Base =>
  (update, before) =>
    before?.['type'] === update['type'] ? (before ?? start(update)) : start(update);

const format = sameTypeOr((update) => (update['type'] === 'audio/pcm' ? { ...defaultFormat } : {}));

/** At full strength when it is switched on; after that an update changes what it names. */
const noiseReduction: Base = (_update, before) => before ?? { strength: 1 };

const realtimeBases: Bases = {
  'audio.input.turn_detection': sameTypeOr((update) => ({
    ...(update['type'] === 'semantic_vad' ? defaultSemanticVad : defaultServerVad),
  })),
  'audio.input.transcription': sameTypeOr(() => ({ language: null, prompt: null })),
  'audio.input.noise_reduction': noiseReduction,
  'audio.input.format': format,
  'audio.output.format': format,
};

/** In a translation session a transcription is replaced as a whole. */
export const translationBases: Bases = { 'audio.input.noise_reduction': noiseReduction };

const holdsObjects: readonly string[] = ['audio', 'audio.input', 'audio.output'];

const merged = (current: JsonObject, update: JsonObject, path: string, bases: Bases): JsonObject => {
  const result: Record<string, unknown> = { ...current };
  for (const [key, value] of Object.entries(update)) {
    const at = path === '' ? key : `${path}.${key}`;
    const before = isObject(current[key]) ? current[key] : undefined;
    const base = bases[at];
    if (isObject(value) && base) result[key] = { ...base(value, before), ...value };
    else if (isObject(value) && holdsObjects.includes(at))
      result[key] = merged(before ?? {}, value, at, bases);
    else result[key] = value;
  }
  return result;
};

/**
 * The session after an update that was found valid: only present fields change, null clears, lists are replaced,
 * and an object of another kind (server_vad to semantic_vad) starts from its own defaults.
 */
export const applyUpdate = <S extends object>(session: S, update: JsonObject, bases = realtimeBases): S => ({
  ...session,
  ...merged(Object.fromEntries(Object.entries(session)), update, '', bases),
});
