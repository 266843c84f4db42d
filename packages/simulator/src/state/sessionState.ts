import type { JsonObject } from '../shapes/shape.ts';
import { isObject } from '../shapes/shape.ts';

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

const pcm: AudioFormatState = { type: 'audio/pcm', rate: 24_000 };

/** The documented defaults, but silence_duration_ms 200: what servers report. */
const serverVad: TurnDetectionState = {
  type: 'server_vad',
  threshold: 0.5,
  prefix_padding_ms: 300,
  silence_duration_ms: 200,
  idle_timeout_ms: null,
  create_response: true,
  interrupt_response: true,
};

const semanticVad: TurnDetectionState = {
  type: 'semantic_vad',
  eagerness: 'auto',
  create_response: true,
  interrupt_response: true,
};

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
    input: { format: pcm, transcription: null, noise_reduction: null, turn_detection: serverVad },
    output: { format: pcm, voice: 'marin', speed: 1 },
  },
  include: null,
});

/** The configuration of a transcription session. */
export interface TranscriptionSessionState {
  readonly type: 'transcription';
  readonly object: 'realtime.transcription_session';
  readonly id: string;
  readonly expires_at: number;
  readonly audio: { readonly input: RealtimeSessionState['audio']['input'] };
  readonly include: readonly string[] | null;
}

export const initialTranscription = (id: string, expiresAt: number): TranscriptionSessionState => ({
  type: 'transcription',
  object: 'realtime.transcription_session',
  id,
  expires_at: expiresAt,
  audio: { input: { format: pcm, transcription: null, noise_reduction: null, turn_detection: serverVad } },
  include: null,
});

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

/** What an update of an object is laid over: what was there before, or what such an object starts from. */
type Base = (update: JsonObject, before: JsonObject | undefined) => JsonObject;
type Bases = Readonly<Record<string, Base>>;

/** An object of another type starts anew. */
const sameTypeOr =
  (start: (update: JsonObject) => JsonObject): Base =>
  (update, before) =>
    before?.['type'] === update['type'] ? (before ?? start(update)) : start(update);

const format = sameTypeOr((update) => (update['type'] === 'audio/pcm' ? { ...pcm } : {}));

/** At full strength when it is switched on; after that an update changes what it names. */
const noiseReduction: Base = (_update, before) => before ?? { strength: 1 };

const realtimeBases: Bases = {
  'audio.input.turn_detection': sameTypeOr((update) => ({
    ...(update['type'] === 'semantic_vad' ? semanticVad : serverVad),
  })),
  'audio.input.transcription': sameTypeOr(() => ({ language: null, prompt: null })),
  'audio.input.noise_reduction': noiseReduction,
  'audio.input.format': format,
  'audio.output.format': format,
};

/** In a translation session a transcription is replaced as a whole. */
export const translationBases: Bases = { 'audio.input.noise_reduction': noiseReduction };

const holdsObjects: readonly string[] = ['audio', 'audio.input', 'audio.output'];

const merged = (current: JsonObject, update: JsonObject, path: string, bases: Bases): JsonObject => {
  const result: Record<string, unknown> = { ...current };
  for (const [key, value] of Object.entries(update)) {
    const at = path === '' ? key : `${path}.${key}`;
    const before = isObject(current[key]) ? current[key] : undefined;
    const base = bases[at];
    if (isObject(value) && base) result[key] = { ...base(value, before), ...value };
    else if (isObject(value) && holdsObjects.includes(at))
      result[key] = merged(before ?? {}, value, at, bases);
    else result[key] = value;
  }
  return result;
};

/**
 * The session after an update that was found valid: only present fields change, null clears, lists are replaced,
 * and an object of another kind (server_vad to semantic_vad) starts from its own defaults.
 */
export const applyUpdate = <S extends object>(session: S, update: JsonObject, bases = realtimeBases): S => ({
  ...session,
  ...merged(Object.fromEntries(Object.entries(session)), update, '', bases),
});
