import type { Judge } from './judge.ts';
import type { SpokenSentence } from './spokenSentence.ts';

/**
 * Who decides what may be said in a session. What was not decided within `timeoutMs` may not. The assistant's side is held
 * back where it is heard, at the loudspeaker: written answers are not.
 */
export interface Guards {
  /**
   * What the user says or writes. Nothing of the answer to a turn is heard before; a rejected one is taken out of the
   * conversation. What is spoken has to be written down: `audio.input.transcription`. Where the words of a turn were lost
   * with the line, nobody can judge them: its answer is not heard.
   */
  readonly input?: Judge<string>;
  /** What the model says, sentence by sentence. */
  readonly output?: Judge<SpokenSentence>;
  /** What the assistant says in place of what was rejected. @defaultValue nothing */
  readonly instead?: string;
  /** How long a decision may take. @defaultValue 5,000 ms */
  readonly timeoutMs?: number;
}
