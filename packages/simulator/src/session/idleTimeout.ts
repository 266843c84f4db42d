import type { Conversation } from '../state/conversation.ts';

/**
 * Waits for a user who has gone quiet: `idle_timeout_ms` after the assistant's sound has been played. Switched on in the
 * silence it counts from then; a new time to wait counts from where the old one did.
 */
export interface IdleTimeout {
  /** Nobody speaks and no response is under way; what the assistant said plays for this long yet. */
  readonly arm: (playLeftMs: number) => void;
  /** Somebody speaks, or a response of the conversation has begun. */
  readonly disarm: () => void;
  /** The session was updated: there may be another time to wait, or none. */
  readonly reconfigure: () => void;
}

interface Silence {
  readonly sinceMs: number;
  /** Where it begins in the sound appended. */
  readonly startMs: number;
}

/** @param positionMs milliseconds of sound appended so far */
export const createIdleTimeout = (
  conversation: Conversation,
  positionMs: () => number,
  elapsed: (startMs: number) => void,
): IdleTimeout => {
  const { scope } = conversation;
  const { clock } = scope.settings;
  /** Until when the assistant is heard; undefined while disarmed. */
  let playsUntilMs: number | undefined;
  let silence: Silence | undefined;
  let callOff: () => void = () => undefined;

  const disarm = (): void => {
    callOff();
    playsUntilMs = undefined;
    silence = undefined;
  };

  const fall = (): void => {
    silence = { sinceMs: clock.now(), startMs: positionMs() };
    reconfigure();
  };

  const reconfigure = (): void => {
    callOff();
    const idleMs = conversation.session.audio.input.turn_detection?.idle_timeout_ms ?? null;
    if (idleMs === null) silence = undefined;
    if (idleMs === null || playsUntilMs === undefined) return;
    const dueMs = silence ? silence.sinceMs + idleMs : playsUntilMs;
    const elapse = ({ startMs }: Silence): void => {
      disarm();
      elapsed(startMs);
    };
    const known = silence;
    callOff = scope.after(Math.max(0, dueMs - clock.now()), known ? () => elapse(known) : fall);
  };

  return {
    disarm,
    reconfigure,
    arm: (playLeftMs) => {
      disarm();
      playsUntilMs = clock.now() + playLeftMs;
      reconfigure();
    },
  };
};
