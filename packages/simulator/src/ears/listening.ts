import type { ConversationItems } from '../state/conversationItems.ts';
import type { Scope } from '../core/scope.ts';
import type { AudioFormatState, TranscriptionState, TurnDetectionState } from '../state/sessionState.ts';

/** What hearing needs of a session; conversations and transcription sessions have it. */
export interface Listening {
  readonly scope: Scope;
  readonly items: ConversationItems;
  readonly session: {
    readonly include: readonly string[] | null;
    readonly audio: {
      readonly input: {
        readonly format: AudioFormatState;
        readonly transcription: TranscriptionState | null;
        readonly turn_detection: TurnDetectionState | null;
      };
    };
  };
}

/** What a session does about the turns that it finds. */
export interface TurnHandlers {
  /** The user began to speak. */
  readonly began: (detection: TurnDetectionState) => void;
  /** The user's turn has become an item. */
  readonly ended: (detection: TurnDetectionState) => void;
  /** The client committed or cleared the buffer while the user was speaking: this turn has no end. */
  readonly dropped?: () => void;
}
