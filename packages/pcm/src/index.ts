export type { Pcm16 } from './pcm16.ts';
