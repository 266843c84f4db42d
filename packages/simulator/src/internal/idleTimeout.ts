import type { Conversation } from './conversation.ts';

/** Waits for a user who has gone quiet: `idle_timeout_ms` after the assistant's sound has been played. */
export interface IdleTimeout {
  /** The assistant is done; what it said plays for this long yet. */
  readonly arm: (playLeftMs: number) => void;
  /** Something happened. */
  readonly disarm: () => void;
}

/** @param positionMs milliseconds of sound appended so far */
export const createIdleTimeout = (
  conversation: Conversation,
  positionMs: () => number,
  elapsed: (startMs: number) => void,
): IdleTimeout => {
  const { scope } = conversation;
  let callOff: () => void = () => undefined;
  const disarm = (): void => callOff();
  return {
    disarm,
    arm: (playLeftMs) => {
      disarm();
      const idleMs = conversation.session.audio.input.turn_detection?.idle_timeout_ms ?? null;
      if (idleMs === null) return;
      callOff = scope.after(playLeftMs, () => {
        const startMs = positionMs();
        callOff = scope.after(idleMs, () => elapsed(startMs));
      });
    },
  };
};
