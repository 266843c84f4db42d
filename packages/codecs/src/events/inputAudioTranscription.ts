import * as t from 'io-ts';
import { deltaFields, index, serverFields } from './fields.ts';
import { expected, filled, integer, nullable, vital } from '../describe/lenient.ts';
import { struct } from '../describe/struct.ts';
import { orUnknown } from '../describe/tagged.ts';
import { TranscriptionUsage } from '../resources/usage.ts';

const logProb = struct(
  'LogProb',
  {
    /** The token. */
    token: t.string,
    /** Natural logarithm of its probability. */
    logprob: t.number,
  },
  {
    /** Its UTF-8 bytes. */
    bytes: expected(t.readonlyArray(integer())),
  },
);
/** How sure the transcriber is of one token. */
export interface LogProb extends t.TypeOf<typeof logProb> {}
export const LogProb: t.Type<LogProb> = logProb;

const transcriptionLanguage = struct(
  'TranscriptionLanguage',
  {
    /** ISO 639-1 code. */
    code: t.string,
  },
  {},
);
/** A language that was heard. */
export interface TranscriptionLanguage extends t.TypeOf<typeof transcriptionLanguage> {}
export const TranscriptionLanguage: t.Type<TranscriptionLanguage> = transcriptionLanguage;

const transcriptionError = struct(
  'TranscriptionError',
  {},
  {
    /** Class. */
    type: nullable<string>(t.string),
    /** Code, such as `audio_unintelligible`. */
    code: nullable<string>(t.string),
    /** In words. */
    message: nullable<string>(t.string),
    /** The parameter at fault. */
    param: nullable<string>(t.string),
  },
);
/** Why a transcription failed. */
export interface TranscriptionError extends t.TypeOf<typeof transcriptionError> {}
export const TranscriptionError: t.Type<TranscriptionError> = transcriptionError;

const partOfUserItem = {
  ...serverFields,
  /** The user's item, `item_…`. Order across items is not guaranteed: key by it. */
  item_id: t.string,
  /** Position of the audio in `item.content`, from 0. */
  content_index: index,
};

const logprobsField = {
  /** One entry for each token, when the session includes them. */
  logprobs: nullable(t.readonlyArray(LogProb)),
};

/** A piece of what the user says. Models that stream send it before the audio is committed. */
export const ConversationItemInputAudioTranscriptionDelta = struct(
  'ConversationItemInputAudioTranscriptionDelta',
  {
    ...partOfUserItem,
    type: t.literal('conversation.item.input_audio_transcription.delta'),
    content_index: vital(index),
    /** The new characters. */
    delta: vital(t.string),
  },
  { ...logprobsField, ...deltaFields },
);
export interface ConversationItemInputAudioTranscriptionDelta extends t.TypeOf<
  typeof ConversationItemInputAudioTranscriptionDelta
> {}

/** What the user said. Comes before, during or after the response to it. */
export const ConversationItemInputAudioTranscriptionCompleted = struct(
  'ConversationItemInputAudioTranscriptionCompleted',
  {
    ...partOfUserItem,
    type: t.literal('conversation.item.input_audio_transcription.completed'),
  },
  {
    /** The whole text; wins over the sum of the deltas. */
    transcript: expected<string>(t.string),
    /** What the transcription cost. */
    usage: expected(orUnknown(TranscriptionUsage)),
    /** Languages that were heard. */
    languages: t.readonlyArray(TranscriptionLanguage),
    ...logprobsField,
  },
);
export interface ConversationItemInputAudioTranscriptionCompleted extends t.TypeOf<
  typeof ConversationItemInputAudioTranscriptionCompleted
> {}

/** A piece with its speaker and its place in time, from models that tell speakers apart. */
export const ConversationItemInputAudioTranscriptionSegment = struct(
  'ConversationItemInputAudioTranscriptionSegment',
  {
    ...partOfUserItem,
    type: t.literal('conversation.item.input_audio_transcription.segment'),
    /** Unique id of the segment. */
    id: t.string,
  },
  {
    /** The words. */
    text: expected<string>(t.string),
    /** Beginning, seconds from the beginning of the item. */
    start: expected<number>(t.number),
    /** End, seconds from the beginning of the item. */
    end: expected<number>(t.number),
    /** Label of the speaker. */
    speaker: expected<string>(t.string),
  },
);
export interface ConversationItemInputAudioTranscriptionSegment extends t.TypeOf<
  typeof ConversationItemInputAudioTranscriptionSegment
> {}

/** The user's audio could not be transcribed; the conversation goes on without. */
export const ConversationItemInputAudioTranscriptionFailed = struct(
  'ConversationItemInputAudioTranscriptionFailed',
  {
    ...partOfUserItem,
    type: t.literal('conversation.item.input_audio_transcription.failed'),
    /** Why. */
    error: filled(TranscriptionError, () => ({})),
  },
  {},
);
export interface ConversationItemInputAudioTranscriptionFailed extends t.TypeOf<
  typeof ConversationItemInputAudioTranscriptionFailed
> {}
