import * as t from 'io-ts';
import { AudioFormat } from './audioFormat.ts';
import { AudioTranscription } from './audioTranscription.ts';
import { nullable, numberWithin, openEnum } from '../describe/lenient.ts';
import { command } from '../describe/struct.ts';
import { tagged } from '../describe/tagged.ts';
import { NoiseReduction } from './noiseReduction.ts';
import { Prompt } from './prompt.ts';
import { Reasoning } from './reasoning.ts';
import { MaxOutputTokens, OutputModality } from './realtimeResponse.ts';
import { Tool, ToolChoice } from './tool.ts';
import { Tracing } from './tracing.ts';
import { Truncation } from './truncation.ts';
import { TurnDetection } from './turnDetection.ts';
import { Voice } from './voice.ts';

/** A model that converses. Any string: new models need no new release. `gpt-realtime` ends on 20 January 2027. */
export type RealtimeModel =
  'gpt-realtime' | 'gpt-realtime-2' | 'gpt-realtime-2.1' | 'gpt-realtime-2.1-mini' | (string & {});
export const RealtimeModel: t.Type<RealtimeModel> = t.string;

/** Extra data that a session can send. */
export const SessionInclude = openEnum('item.input_audio_transcription.logprobs');
export type SessionInclude = t.TypeOf<typeof SessionInclude>;

const AudioInputConfig = command(
  'AudioInputConfig',
  {},
  {
    /** Coding of the user's audio. */
    format: AudioFormat,
    /** Writes down what the user says, beside the model; null turns it off. */
    transcription: nullable(AudioTranscription),
    /** Filters the user's audio; null turns it off. */
    noise_reduction: nullable(NoiseReduction),
    /** Who ends a turn; null leaves it to the client. */
    turn_detection: nullable(TurnDetection),
  },
);

const AudioOutputConfig = command(
  'AudioOutputConfig',
  {},
  {
    /** Coding of the model's audio. */
    format: AudioFormat,
    /** The voice; fixed once the model has spoken. */
    voice: Voice,
    /**
     * Speed of the speech, 0.25–1.5. Changes between turns only.
     *
     * @defaultValue 1
     */
    speed: numberWithin(0.25, 1.5),
  },
);

const AudioConfig = command('AudioConfig', {}, { input: AudioInputConfig, output: AudioOutputConfig });
const TranscriptionAudioConfig = command('TranscriptionAudioConfig', {}, { input: AudioInputConfig });

const realtimeSessionConfig = command(
  'RealtimeSessionConfig',
  { type: t.literal('realtime') },
  {
    /** The model; fixed once the session is open. */
    model: RealtimeModel,
    /**
     * `['audio']` or `['text']`, never both.
     *
     * @defaultValue `['audio']`
     */
    output_modalities: t.readonlyArray(OutputModality),
    /** What the model should be and do. */
    instructions: t.string,
    /** Sound in and out. */
    audio: AudioConfig,
    /** Extra data to send. */
    include: t.readonlyArray(SessionInclude),
    /** Traces; null is off. Fixed once on. */
    tracing: nullable(Tracing),
    /** What the model may call. */
    tools: t.readonlyArray(Tool),
    /** Whether it must. */
    tool_choice: ToolChoice,
    /** Whether it may make several calls in one response. */
    parallel_tool_calls: t.boolean,
    /** How much it thinks. */
    reasoning: Reasoning,
    /** Most tokens of one response. */
    max_output_tokens: MaxOutputTokens,
    /** What to forget first. */
    truncation: Truncation,
    /** A stored prompt; null for none. Ends on 30 November 2026, see {@link Prompt}. */
    prompt: nullable(Prompt),
  },
);
/** Settings of a conversation, as a client asks for them. Only the fields present change. */
export interface RealtimeSessionConfig extends t.TypeOf<typeof realtimeSessionConfig> {}
export const RealtimeSessionConfig: t.Type<RealtimeSessionConfig> = realtimeSessionConfig;

const transcriptionSessionConfig = command(
  'TranscriptionSessionConfig',
  { type: t.literal('transcription') },
  {
    /** Sound in. */
    audio: TranscriptionAudioConfig,
    /** Extra data to send. */
    include: t.readonlyArray(SessionInclude),
  },
);
/** Settings of a session that only transcribes, as a client asks for them. */
export interface TranscriptionSessionConfig extends t.TypeOf<typeof transcriptionSessionConfig> {}
export const TranscriptionSessionConfig: t.Type<TranscriptionSessionConfig> = transcriptionSessionConfig;

/** The `session` of `session.update` and of a client secret. The type of a session never changes. */
export type SessionConfig = RealtimeSessionConfig | TranscriptionSessionConfig;
export const SessionConfig: t.Type<SessionConfig> = tagged('SessionConfig', 'type', {
  realtime: RealtimeSessionConfig,
  transcription: TranscriptionSessionConfig,
});
