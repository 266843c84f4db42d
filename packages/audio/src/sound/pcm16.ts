/** The block of sound that every operator here takes and gives is that of the package of samples. */
export { durationMs, type Pcm16 } from '@rx-realtime/pcm';
