export { readWav, type ReadWavConfig } from './readWav.ts';
export { writeWav, type WavInfo } from './writeWav.ts';
