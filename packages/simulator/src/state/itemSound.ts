import { decodeAudio, encodeAudio } from '../internal/audio.ts';
import { msOf, sampleRateHz } from '../internal/sampleRate.ts';
import { samplesOf } from '@rx-realtime/pcm';
import type { StoredItem } from './storedItem.ts';
import type { AudioFormatState } from './sessionState.ts';
import { isObject } from '../shapes/jsonObject.ts';
import type { JsonObject } from '../shapes/jsonObject.ts';

/** How much sound the items of a session keep for `conversation.item.retrieve`: the newest, 14.4 MB at most. */
const keptSoundMs = 300_000;

const none = new Int16Array(0);

const partsOf = (wire: JsonObject): readonly unknown[] => {
  const content = wire['content'];
  return Array.isArray(content) ? content : [];
};

const lengthOf = (sounds: StoredItem['sounds']): number =>
  (sounds ?? []).reduce((samples, pcm) => samples + pcm.length, 0);

/** The sound in an item that a client made. */
export const itemSound = (
  given: JsonObject,
  format: AudioFormatState,
): Required<Pick<StoredItem, 'audioMs' | 'sounds'>> => {
  const sounds = partsOf(given).map((part) => {
    const audio = isObject(part) ? part['audio'] : undefined;
    return typeof audio === 'string' ? (decodeAudio(audio, format)?.slice() ?? none) : none;
  });
  return { audioMs: msOf(lengthOf(sounds)), sounds };
};

/** An item as all events but one show it: with the transcript of its sound or null. */
export const withoutSound = (wire: JsonObject): JsonObject => {
  if (!partsOf(wire).some((part) => isObject(part) && part['type'] === 'input_audio')) return wire;
  const content = partsOf(wire).map((part) => {
    if (!isObject(part) || part['type'] !== 'input_audio') return part;
    return { type: 'input_audio', transcript: part['transcript'] ?? null };
  });
  return { ...wire, content };
};

/** An item as `conversation.item.retrieved` shows it: with `audio` where its sound is kept. */
export const withSound = ({ wire, sounds = [] }: StoredItem, format: AudioFormatState): JsonObject => {
  if (lengthOf(sounds) === 0) return wire;
  const content = partsOf(wire).map((part, index) => {
    const pcm = sounds[index] ?? none;
    return isObject(part) && pcm.length > 0 ? { ...part, audio: encodeAudio(pcm, format) } : part;
  });
  return { ...wire, content };
};

/** How many samples the items of a session may keep together. */
export const keptSamples = samplesOf(keptSoundMs, sampleRateHz);

/** How many samples an item keeps. */
export const itemSamples = ({ sounds }: StoredItem): number => lengthOf(sounds);

/** An item whose sound is not kept any longer. */
export const withoutItsSound = (item: StoredItem): StoredItem => ({ ...item, sounds: [] });
