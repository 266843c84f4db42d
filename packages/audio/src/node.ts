export type { AudioBackend } from './node/device.ts';
export type { WavFormat } from './wav/wavFormat.ts';
export { microphone, type MicrophoneConfig } from './node/microphone.ts';
export { readWav, type ReadWavConfig } from './wav/readWav.ts';
export { speaker, type SpeakerConfig } from './node/speaker.ts';
export { wavPlayer, type WavPlayer } from './wav/wavPlayer.ts';
export type { WavInfo } from './wav/writeBlocks.ts';
export { writeWav } from './wav/writeWav.ts';
