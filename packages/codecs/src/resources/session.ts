import * as t from 'io-ts';
import { AudioFormat } from './audioFormat.ts';
import { AudioTranscriptionState } from './audioTranscription.ts';
import { expected, filled, integer, lenient, nullable, numberWithin, openEnum } from '../describe/lenient.ts';
import { struct } from '../describe/struct.ts';
import { orUnknown, tagged } from '../describe/tagged.ts';
import type { UnknownVariant } from '../describe/tagged.ts';
import { NoiseReduction } from './noiseReduction.ts';
import { Prompt } from './prompt.ts';
import { Reasoning } from './reasoning.ts';
import { MaxOutputTokens, OutputModality } from './realtimeResponse.ts';
import { RealtimeModel, SessionInclude } from './sessionConfig.ts';
import { Tool, ToolChoice } from './tool.ts';
import { Tracing } from './tracing.ts';
import { Truncation } from './truncation.ts';
import { TurnDetection } from './turnDetection.ts';
import { Voice } from './voice.ts';

const inputFields = {
  /** Coding of the user's audio. */
  format: orUnknown(AudioFormat),
  /** How the user's audio is written down; null when it is not. */
  transcription: nullable(AudioTranscriptionState),
  /** The filter on the user's audio; null when off. */
  noise_reduction: nullable(NoiseReduction),
};

/** In a transcription session the schema also has this looser form. */
const LooseTurnDetection = struct(
  'LooseTurnDetection',
  {},
  { type: t.string, threshold: t.number, prefix_padding_ms: integer(), silence_duration_ms: integer() },
);

const AudioInput = struct(
  'AudioInput',
  {},
  {
    ...inputFields,
    /** Who ends a turn; null when the client does. */
    turn_detection: nullable(orUnknown(TurnDetection)),
  },
);

const TranscriptionAudioInput = struct(
  'TranscriptionAudioInput',
  {},
  {
    ...inputFields,
    /** Who ends a turn; null when the client does. */
    turn_detection: nullable(lenient(orUnknown(TurnDetection), t.union([TurnDetection, LooseTurnDetection]))),
  },
);

const AudioOutput = struct(
  'AudioOutput',
  {},
  {
    /** Coding of the model's audio. */
    format: orUnknown(AudioFormat),
    /** The voice that speaks. */
    voice: orUnknown(Voice),
    /** Speed of the speech, 0.25–1.5. */
    speed: numberWithin(0.25, 1.5),
  },
);

const Audio = struct('Audio', {}, { input: AudioInput, output: AudioOutput });
const TranscriptionAudio = struct('TranscriptionAudio', {}, { input: TranscriptionAudioInput });

const identity = {
  /** Unique id, `sess_…`. */
  id: expected<string>(t.string),
};

const limits = {
  /** When the session ends, Unix seconds: 60 minutes after it began. */
  expires_at: integer(),
  /** Extra data that the session sends; null for none. */
  include: nullable(t.readonlyArray(SessionInclude)),
};

/** A conversation as the server sees it. */
export const RealtimeSession = struct(
  'RealtimeSession',
  { type: filled(t.literal('realtime'), () => 'realtime' as const) },
  {
    ...identity,
    /** Always `realtime.session`. */
    object: expected(openEnum('realtime.session')),
    ...limits,
    /** The model. */
    model: RealtimeModel,
    /** Text or audio. */
    output_modalities: t.readonlyArray(OutputModality),
    /** What the model should be and do. */
    instructions: t.string,
    /** Sound in and out. */
    audio: Audio,
    /** Traces; null when off. */
    tracing: nullable(Tracing),
    /** What the model may call. */
    tools: t.readonlyArray(orUnknown(Tool)),
    /** Whether it must. */
    tool_choice: orUnknown(ToolChoice),
    /** Whether it may make several calls in one response. */
    parallel_tool_calls: t.boolean,
    /** How much it thinks. */
    reasoning: Reasoning,
    /** Most tokens of one response. */
    max_output_tokens: MaxOutputTokens,
    /** What is forgotten first. */
    truncation: orUnknown(Truncation),
    /** The stored prompt; null for none. Ends on 30 November 2026, see {@link Prompt}. */
    prompt: nullable(Prompt),
  },
);
export interface RealtimeSession extends t.TypeOf<typeof RealtimeSession> {}

/** A session that only transcribes, as the server sees it. */
export const TranscriptionSession = struct(
  'TranscriptionSession',
  { type: t.literal('transcription') },
  {
    ...identity,
    /** Always `realtime.transcription_session`. */
    object: expected<string>(t.string),
    ...limits,
    /** Sound in. */
    audio: TranscriptionAudio,
  },
);
export interface TranscriptionSession extends t.TypeOf<typeof TranscriptionSession> {}

/** A session as the server sees it. */
export type Session = RealtimeSession | TranscriptionSession;
export const Session: t.Type<Session> = tagged('Session', 'type', {
  realtime: RealtimeSession,
  transcription: TranscriptionSession,
});

/** A session as any server sees it, possibly of a kind that this version does not know. */
export type ReportedSession = Session | UnknownVariant;
export const ReportedSession: t.Type<ReportedSession> = orUnknown(Session);
