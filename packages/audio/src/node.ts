export { readWav, type ReadWavConfig } from './readWav.ts';
export { wavPlayer, type WavPlayer } from './wavPlayer.ts';
export { writeWav, type WavInfo } from './writeWav.ts';
