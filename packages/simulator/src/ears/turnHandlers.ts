import type { TurnDetectionState } from '../state/sessionState.ts';

/** What a session does about the turns that it finds. */
export interface TurnHandlers {
  /** The user began to speak. */
  readonly began: (detection: TurnDetectionState) => void;
  /** The user's turn has become an item. */
  readonly ended: (detection: TurnDetectionState) => void;
  /** The client committed or cleared the buffer while the user was speaking: this turn has no end. */
  readonly dropped?: () => void;
}
