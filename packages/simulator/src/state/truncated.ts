import { samplesOf } from '@rx-realtime/pcm';
import { sampleRateHz } from '../internal/sampleRate.ts';
import type { StoredItem } from './storedItem.ts';

/** The item with the assistant's sound cut to what was heard; the transcript goes, because it says more than that. */
export const truncated = (item: StoredItem, endMs: number): StoredItem => ({
  ...item,
  wire: { ...item.wire, content: [{ type: 'output_audio' }] },
  audioMs: endMs,
  sounds: item.sounds?.map((pcm) => pcm.slice(0, samplesOf(endMs, sampleRateHz))),
  isTruncated: true,
});
