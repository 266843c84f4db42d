import { toPcm16 } from '@rx-realtime/audio';
import type { Pcm16 } from '@rx-realtime/pcm';
import { lastValueFrom, of, reduce } from 'rxjs';

/** A recording as the browser decodes it. */
export const recording = async (url: string): Promise<Pcm16> => {
  const bytes = await (await fetch(url)).arrayBuffer();
  const decoded = await new OfflineAudioContext(1, 1, 48_000).decodeAudioData(bytes);
  const { sampleRate: sampleRateHz } = decoded;
  return lastValueFrom(of(decoded.getChannelData(0)).pipe(toPcm16({ sampleRateHz }), whole));
};

/** All blocks as one. */
export const whole = reduce<Pcm16, Pcm16>(
  (all, { pcm, sampleRateHz }) => {
    const joined = new Int16Array(all.pcm.length + pcm.length);
    joined.set(all.pcm);
    joined.set(pcm, all.pcm.length);
    return { pcm: joined, sampleRateHz };
  },
  { pcm: new Int16Array(0), sampleRateHz: 24_000 },
);
