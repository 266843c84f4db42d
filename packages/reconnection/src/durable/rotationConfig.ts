import type { RealtimeError } from '@rx-realtime/connection';
import type { Observable } from 'rxjs';

/** When a session is replaced before it ends. */
export interface RotationConfig {
  /**
   * How long before the end of a session the next one is opened. A tenth of it before the end the change is made, whatever
   * is going on. At most half of the session's life.
   *
   * @defaultValue 60,000 ms
   */
  readonly marginMs?: number;
  /** No rotation begins within this after another. At most half of the session's life. @defaultValue 60,000 ms */
  readonly minRotationGapMs?: number;
  /** How much of the margin is left to chance, so that not everybody rotates at once, from 0 to 1. @defaultValue 0.5 */
  readonly jitter?: number;
  /**
   * Whether an answer can still be heard, which is waited for. Emits the current state at once.
   *
   * @defaultValue not known, and not waited for
   */
  readonly isPlaying$?: Observable<boolean>;
  /** Uniform in [0, 1). @defaultValue `Math.random` */
  readonly random?: () => number;
}

/**
 * What became of a rotation: another session has taken over, or the one that there was has stayed: the last rotation was
 * too short ago, there is no session or none that another could replace, the second session was refused or never came
 * about, or the connection was lost meanwhile.
 */
export type RotationOutcome =
  | { readonly state: 'rotated'; readonly generation: number; readonly isQuiet: boolean }
  | {
      readonly state: 'stayed';
      readonly reason: 'too_soon' | 'no_session' | 'refused' | 'lost';
      /** What the second session ended with, where it came to that. */
      readonly error?: RealtimeError | undefined;
    };
