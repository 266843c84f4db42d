import type { Conversation } from '../state/conversation.ts';
import type { StoredItem } from '../state/storedItem.ts';
import { isObject } from '../shapes/jsonObject.ts';
import type { JsonObject } from '../shapes/jsonObject.ts';
import { msOf, sampleRateHz } from '../internal/sampleRate.ts';

const hasWords = (part: unknown): boolean =>
  isObject(part) &&
  [part['text'], part['transcript']].some((words) => typeof words === 'string' && words !== '');

/** What the model hears in the sound of an item that the client made, where nothing else says what it is. */
export const heardIn = (
  { items, scope }: Conversation,
  given: JsonObject,
  { id, sounds = [] }: Pick<StoredItem, 'id' | 'sounds'>,
): Pick<StoredItem, 'heard'> => {
  const content: readonly unknown[] = Array.isArray(given['content']) ? given['content'] : [];
  const samples = sounds.reduce((sum, { length }) => sum + length, 0);
  if (given['role'] !== 'user' || samples === 0 || content.some(hasWords)) return {};
  const pcm = new Int16Array(samples);
  let at = 0;
  for (const sound of sounds) {
    pcm.set(sound, at);
    at += sound.length;
  }
  const index = items.all().filter(({ heard }) => heard !== undefined).length;
  const durationMs = Math.round(msOf(samples));
  return { heard: scope.settings.transcribe({ pcm, sampleRateHz, durationMs, itemId: id, index }) ?? '' };
};
