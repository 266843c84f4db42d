import type { ConversationItems } from '../state/conversationItems.ts';
import type { Scope } from '../scope/scope.ts';
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
