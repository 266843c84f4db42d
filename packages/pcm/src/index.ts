export {
  base64FromBytes,
  byteLengthOf,
  bytesFromBase64,
  bytesOrNothing,
  hasBuffer,
} from './base64/bytesFromBase64.ts';
export { joinBase64 } from './base64/joinBase64.ts';
export { base64FromPcm16, pcm16FromBase64, pcm16FromBytes } from './base64/pcm16FromBytes.ts';
export { durationMs } from './durationMs.ts';
export { bytesOf, isSampleEncoding, monoFromBytes, type SampleEncoding } from './encodings/monoFromBytes.ts';
export { decodeG711 } from './g711/decodeG711.ts';
export { encodeG711 } from './g711/encodeG711.ts';
export { type G711Format, g711RateHz } from './g711/g711Format.ts';
export { type Level, levelOf } from './levelOf.ts';
export type { Pcm16 } from './pcm16.ts';
export { makePeaks, type PcmPeaks, type PeakMaker } from './makePeaks.ts';
export { makeSampleJoiner, type SampleJoiner } from './makeSampleJoiner.ts';
export { isPcmError, PcmError, type PcmErrorCode } from './pcmError.ts';
export { makeResampler, type Resampler } from './resample/makeResampler.ts';
export { resample } from './resample/resample.ts';
export { samplesOf } from './samplesOf.ts';
export { bytesPerMsOf, isG711, rateHzOf, type SoundFormat } from './soundFormat.ts';
export type { VoiceDetector } from './voiceDetector.ts';
