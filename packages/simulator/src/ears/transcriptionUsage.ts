import type { TranscriptionUsage } from '@rx-realtime/codecs';
import { textTokens, userAudioTokens } from '../state/tokens.ts';

/** What a transcription is billed by: models named after gpt-4o count tokens, all others the length of the sound. */
export const transcriptionUsage = (
  model: string | undefined,
  audioMs: number,
  transcript: string,
): TranscriptionUsage => {
  if (!model?.startsWith('gpt-4o-')) return { type: 'duration', seconds: audioMs / 1_000 };
  const audio = userAudioTokens(audioMs);
  const output = textTokens(transcript);
  return {
    type: 'tokens',
    total_tokens: audio + output,
    input_tokens: audio,
    input_token_details: { text_tokens: 0, audio_tokens: audio },
    output_tokens: output,
  };
};
