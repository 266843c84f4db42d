import * as t from 'io-ts';
import { clientFields, serverFields } from '../events/fields.ts';
import { expected, filled, integer, nullable, openEnum } from '../describe/lenient.ts';
import { command, struct } from '../describe/struct.ts';
import { NoiseReductionType } from '../resources/noiseReduction.ts';

const TranslationNoiseReduction = struct(
  'TranslationNoiseReduction',
  {
    /** Where the microphone is. */
    type: NoiseReductionType,
  },
  {
    /** How strongly to filter. */
    strength: t.number,
  },
);

const TranslationTranscription = command(
  'TranslationTranscription',
  {
    /** The model that transcribes the source. */
    model: t.string,
  },
  {},
);

const TranslationTranscriptionState = struct(
  'TranslationTranscriptionState',
  {
    /** The model that transcribes the source. */
    model: t.string,
  },
  {
    /** Language of the source. Not in the schema. */
    language: nullable<string>(t.string),
  },
);

const inputFields = {
  /** Filters the source; null is off. */
  noise_reduction: nullable(TranslationNoiseReduction),
};
const outputFields = {
  /** Language to speak, such as `es`. */
  language: t.string,
};

const TranslationAudioConfig = command(
  'TranslationAudioConfig',
  {},
  {
    input: command(
      'TranslationInputConfig',
      {},
      {
        /** Also sends the words of the source; null is off. */
        transcription: nullable(TranslationTranscription),
        ...inputFields,
      },
    ),
    output: command('TranslationOutputConfig', {}, outputFields),
  },
);

const TranslationAudio = struct(
  'TranslationAudio',
  {},
  {
    input: struct(
      'TranslationInput',
      {},
      {
        /** How the source is written down; null when it is not. */
        transcription: nullable(TranslationTranscriptionState),
        ...inputFields,
      },
    ),
    output: struct('TranslationOutput', {}, outputFields),
  },
);

const translationSessionConfig = command(
  'TranslationSessionConfig',
  {},
  {
    /** Source and target. */
    audio: TranslationAudioConfig,
  },
);
/** Settings of a translation, as a client asks for them. */
export interface TranslationSessionConfig extends t.TypeOf<typeof translationSessionConfig> {}
export const TranslationSessionConfig: t.Type<TranslationSessionConfig> = translationSessionConfig;

const translationSessionCreateRequest = command(
  'TranslationSessionCreateRequest',
  {
    /** The model, such as `gpt-realtime-translate`. */
    model: t.string,
  },
  {
    /** Source and target. */
    audio: TranslationAudioConfig,
  },
);
/** Settings of a new translation, with its model. */
export interface TranslationSessionCreateRequest extends t.TypeOf<typeof translationSessionCreateRequest> {}
export const TranslationSessionCreateRequest: t.Type<TranslationSessionCreateRequest> =
  translationSessionCreateRequest;

const translationSession = struct(
  'TranslationSession',
  { type: filled(t.literal('translation'), () => 'translation' as const) },
  {
    /** Unique id, `sess_…`. */
    id: expected<string>(t.string),
    /** When the session ends, Unix seconds. */
    expires_at: expected(integer()),
    /** The model. */
    model: expected<string>(t.string),
    /** Source and target. */
    audio: expected(TranslationAudio),
  },
);
/** A translation as the server sees it. */
export interface TranslationSession extends t.TypeOf<typeof translationSession> {}
export const TranslationSession: t.Type<TranslationSession> = translationSession;

/** Changes a translation. Answered by `session.updated`. */
export const TranslationSessionUpdate = command(
  'TranslationSessionUpdate',
  {
    type: t.literal('session.update'),
    /** The settings to change. */
    session: TranslationSessionConfig,
  },
  clientFields,
);
export interface TranslationSessionUpdate extends t.TypeOf<typeof TranslationSessionUpdate> {}

/** The translation is ready. */
export const TranslationSessionCreated = struct(
  'TranslationSessionCreated',
  {
    ...serverFields,
    type: t.literal('session.created'),
    /** The settings in force. */
    session: filled(TranslationSession, () => ({ type: 'translation' as const })),
  },
  {},
);
export interface TranslationSessionCreated extends t.TypeOf<typeof TranslationSessionCreated> {}

/** Confirms `session.update`. */
export const TranslationSessionUpdated = struct(
  'TranslationSessionUpdated',
  {
    ...serverFields,
    type: t.literal('session.updated'),
    /** The settings in force. */
    session: filled(TranslationSession, () => ({ type: 'translation' as const })),
  },
  {},
);
export interface TranslationSessionUpdated extends t.TypeOf<typeof TranslationSessionUpdated> {}

/** All is translated after `session.close`; the socket closes next. */
export const SessionClosed = struct(
  'SessionClosed',
  { ...serverFields, type: t.literal('session.closed') },
  {},
);
export interface SessionClosed extends t.TypeOf<typeof SessionClosed> {}

const alignment = {
  /** Where in the source this belongs, ms; null when unknown. */
  elapsed_ms: nullable(integer()),
};
const textDelta = {
  ...serverFields,
  /** The new characters. */
  delta: t.string,
};

/** A piece of what was said, in the source language. */
export const SessionInputTranscriptDelta = struct(
  'SessionInputTranscriptDelta',
  { ...textDelta, type: t.literal('session.input_transcript.delta') },
  alignment,
);
export interface SessionInputTranscriptDelta extends t.TypeOf<typeof SessionInputTranscriptDelta> {}

/** A piece of the translation, in words. */
export const SessionOutputTranscriptDelta = struct(
  'SessionOutputTranscriptDelta',
  { ...textDelta, type: t.literal('session.output_transcript.delta') },
  alignment,
);
export interface SessionOutputTranscriptDelta extends t.TypeOf<typeof SessionOutputTranscriptDelta> {}

/** A piece of the translation, spoken. */
export const SessionOutputAudioDelta = struct(
  'SessionOutputAudioDelta',
  {
    ...serverFields,
    type: t.literal('session.output_audio.delta'),
    /** Base64; its length varies. */
    delta: t.string,
  },
  {
    /**
     * Samples per second, in Hz.
     *
     * @defaultValue 24,000 Hz
     */
    sample_rate: integer(),
    /**
     * How many channels the sound has.
     *
     * @defaultValue 1
     */
    channels: integer(),
    /** Coding of the sound. */
    format: openEnum('pcm16'),
    ...alignment,
  },
);
export interface SessionOutputAudioDelta extends t.TypeOf<typeof SessionOutputAudioDelta> {}
