import { refusal } from '../shapes/refusal.ts';
import type { Refusal } from '../shapes/refusal.ts';
import type { TranscriptionSessionState } from './sessionState.ts';
import { streamingModels } from '../shapes/streamingModels.ts';

/** Models that stream hear for themselves when somebody stops; the service wants its own detection off. */
export const refuseDetection = ({ audio }: TranscriptionSessionState): Refusal | undefined =>
  audio.input.turn_detection !== null && streamingModels.includes(audio.input.transcription?.model ?? '')
    ? refusal(
        'invalid_value',
        'Turn detection is not supported for this transcription model.',
        'session.audio.input.turn_detection',
      )
    : undefined;
