export type { AudioBackend } from './internal/device.ts';
export type { WavFormat } from './internal/wavHeader.ts';
export { microphone, type MicrophoneConfig } from './microphone.ts';
export { readWav, type ReadWavConfig } from './readWav.ts';
export { speaker, type SpeakerConfig } from './speaker.ts';
export { wavPlayer, type WavPlayer } from './wavPlayer.ts';
export { writeWav, type WavInfo } from './writeWav.ts';
