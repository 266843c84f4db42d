// A page that finds speech with WebRTC's detector, loaded with the glue of its own package.
import loadFvad from '@echogarden/fvad-wasm';
import { fvadDetector, silence, voiceActivity } from '@rx-realtime/audio';
import { concatWith, lastValueFrom, of, toArray } from 'rxjs';
import { recording } from './recording.ts';

const api = {
  /** Where speech begins and ends in a recording. */
  find: async (url: string) => {
    const detector = fvadDetector(await loadFvad());
    return lastValueFrom(
      of(await recording(url)).pipe(
        concatWith(of(silence({ durationMs: 1_000, sampleRateHz: 48_000 }))),
        voiceActivity({ detector }),
        toArray(),
      ),
    );
  },
};

export type VoiceActivityPage = typeof api;
Object.assign(globalThis, { page: api });
