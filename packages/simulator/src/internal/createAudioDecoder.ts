import { lastOne } from '../scope/lastOne.ts';
import type { AudioFormatState } from '../state/sessionState.ts';
import { decodeAudio } from './audio.ts';

type Decode = (base64: string) => Int16Array | undefined;

/** {@link decodeAudio} for the appends of a session, of which a muted microphone sends the same again and again. */
export const createAudioDecoder = (): ((
  base64: string,
  format: AudioFormatState,
) => Int16Array | undefined) => {
  const decoders = new Map<AudioFormatState['type'], Decode>();
  return (base64, format) => {
    const known = decoders.get(format.type);
    if (known) return known(base64);
    const decode = lastOne((text) => decodeAudio(text, format));
    decoders.set(format.type, decode);
    return decode(base64);
  };
};
