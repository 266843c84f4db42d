import type { Pcm16 } from '@rx-realtime/pcm';

interface Spoken {
  /** The words; spoken in the simulator's voice when there is no sound. */
  readonly text: string;
  /** What it sounds like, 24 kHz. @defaultValue the text in the simulator's voice */
  readonly sound?: Pcm16;
  /** True: says it again until an answer is heard. @defaultValue false */
  readonly untilHeard?: boolean;
}

/** Something a simulated user says, and when: at a time, or when an answer to what was said before has been heard. */
export type Utterance =
  | (Spoken & {
      /** From the beginning, in milliseconds. */
      readonly atMs: number;
      readonly after?: never;
    })
  | (Spoken & {
      readonly after: 'answer';
      readonly atMs?: never;
    });

/** Something a simulated user has begun to say. */
export interface Said {
  readonly atMs: number;
  readonly text: string;
  /** How often it has been said before. */
  readonly times: number;
}
