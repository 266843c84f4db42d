import type { UsageAmounts } from '@rx-realtime/responses/usage';
import type { TranscriptLine } from './transcriptLine.ts';

/** What a transcription has used. */
export interface TranscriptionUse {
  /** Sound that was sent. */
  readonly sentMinutes: number;
  /** Sound that was billed by its length; 0 with models that count tokens. */
  readonly billedMinutes: number;
  /** All that was billed, tokens too. */
  readonly billed: UsageAmounts;
}

/** All that was said, when the last word is known. */
export interface Transcript {
  readonly lines: readonly TranscriptLine[];
  readonly use: TranscriptionUse;
  /** Whether all words have come: false where the line failed, or they did not come in time. */
  readonly isComplete: boolean;
}
