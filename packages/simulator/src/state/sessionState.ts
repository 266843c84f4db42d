import type { JsonObject } from '../shapes/jsonObject.ts';

/** How turns are found; both kinds of detection, with every default filled in. */
export interface TurnDetectionState {
  readonly type: 'server_vad' | 'semantic_vad';
  readonly threshold?: number;
  readonly prefix_padding_ms?: number;
  readonly silence_duration_ms?: number;
  readonly idle_timeout_ms?: number | null;
  readonly eagerness?: 'low' | 'medium' | 'high' | 'auto';
  readonly create_response: boolean;
  readonly interrupt_response: boolean;
}

export interface AudioFormatState {
  readonly type: 'audio/pcm' | 'audio/pcmu' | 'audio/pcma';
  readonly rate?: number;
}

export interface ToolState extends JsonObject {
  readonly type: 'function' | 'mcp';
  readonly name?: string;
  readonly server_label?: string;
  /** Names of an MCP server's tools, or a filter of them. */
  readonly allowed_tools?: unknown;
  readonly require_approval?: unknown;
}

export interface TranscriptionState {
  readonly model?: string;
  readonly language?: string | null;
  readonly prompt?: string | null;
}

/** The configuration of a conversation session, as `session.created` and `session.updated` echo it. */
export interface RealtimeSessionState {
  readonly type: 'realtime';
  readonly object: 'realtime.session';
  readonly id: string;
  readonly model: string;
  readonly output_modalities: readonly ('text' | 'audio')[];
  readonly instructions: string;
  readonly tools: readonly ToolState[];
  readonly tool_choice: 'none' | 'auto' | 'required' | JsonObject;
  readonly max_output_tokens: number | 'inf';
  readonly tracing: unknown;
  readonly prompt: unknown;
  readonly expires_at: number;
  readonly audio: {
    readonly input: {
      readonly format: AudioFormatState;
      readonly transcription: TranscriptionState | null;
      readonly noise_reduction: JsonObject | null;
      readonly turn_detection: TurnDetectionState | null;
    };
    readonly output: {
      readonly format: AudioFormatState;
      readonly voice: string | { readonly id: string };
      readonly speed: number;
    };
  };
  readonly include: readonly string[] | null;
}

/** The configuration of a transcription session. */
export interface TranscriptionSessionState {
  readonly type: 'transcription';
  readonly object: 'realtime.transcription_session';
  readonly id: string;
  readonly expires_at: number;
  readonly audio: { readonly input: RealtimeSessionState['audio']['input'] };
  readonly include: readonly string[] | null;
}

/** The configuration of a translation session. */
export interface TranslationSessionState {
  readonly type: 'translation';
  readonly id: string;
  readonly model: string;
  readonly expires_at: number;
  readonly audio: {
    readonly input: {
      readonly transcription: TranscriptionState | null;
      readonly noise_reduction: JsonObject | null;
    };
    readonly output: { readonly language: string };
  };
}
