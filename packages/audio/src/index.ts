export { AudioError, type AudioErrorCode, type AudioErrorInfo } from './audioError.ts';
export { chunkPcm16, type ChunkPcm16Config } from './chunkPcm16.ts';
export { durationMs, type Pcm16 } from './pcm16.ts';
export { paceAudio, type PaceAudioConfig } from './paceAudio.ts';
export { resamplePcm16, type ResamplePcm16Config } from './resamplePcm16.ts';
export { silence, type SilenceConfig } from './silence.ts';
export { tone, type ToneConfig } from './tone.ts';
