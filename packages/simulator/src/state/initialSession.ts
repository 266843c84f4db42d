import type {
  RealtimeSessionState,
  TranscriptionSessionState,
  TranslationSessionState,
} from './sessionState.ts';
import { defaultFormat, defaultServerVad } from './defaults.ts';

/** What a new conversation session starts with. */
export const initialSession = (id: string, model: string, expiresAt: number): RealtimeSessionState => ({
  type: 'realtime',
  object: 'realtime.session',
  id,
  model,
  output_modalities: ['audio'],
  instructions: 'You are a helpful, witty, and friendly AI.',
  tools: [],
  tool_choice: 'auto',
  max_output_tokens: 'inf',
  tracing: null,
  prompt: null,
  expires_at: expiresAt,
  audio: {
    input: {
      format: defaultFormat,
      transcription: null,
      noise_reduction: null,
      turn_detection: defaultServerVad,
    },
    output: { format: defaultFormat, voice: 'marin', speed: 1 },
  },
  include: null,
});

export const initialTranscription = (id: string, expiresAt: number): TranscriptionSessionState => ({
  type: 'transcription',
  object: 'realtime.transcription_session',
  id,
  expires_at: expiresAt,
  audio: {
    input: {
      format: defaultFormat,
      transcription: null,
      noise_reduction: null,
      turn_detection: defaultServerVad,
    },
  },
  include: null,
});

export const initialTranslation = (
  id: string,
  model: string,
  expiresAt: number,
): TranslationSessionState => ({
  type: 'translation',
  id,
  model,
  expires_at: expiresAt,
  audio: { input: { transcription: null, noise_reduction: null }, output: { language: 'en' } },
});
