import type { TurnDetectionState, AudioFormatState } from './sessionState.ts';

export const defaultFormat: AudioFormatState = { type: 'audio/pcm', rate: 24_000 };

/** The documented defaults, but silence_duration_ms 200: what servers report. */
export const defaultServerVad: TurnDetectionState = {
  type: 'server_vad',
  threshold: 0.5,
  prefix_padding_ms: 300,
  silence_duration_ms: 200,
  idle_timeout_ms: null,
  create_response: true,
  interrupt_response: true,
};

export const defaultSemanticVad: TurnDetectionState = {
  type: 'semantic_vad',
  eagerness: 'auto',
  create_response: true,
  interrupt_response: true,
};
