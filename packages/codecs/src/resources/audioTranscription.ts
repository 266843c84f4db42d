import * as t from 'io-ts';
import { nonEmptyList, nullable, openEnum } from '../describe/lenient.ts';
import { command, struct } from '../describe/struct.ts';

/**
 * A model that writes down what the user says. Any string: new models need no new release. `whisper-1` and those named
 * after `gpt-4o` end on 26 February 2027.
 */
export type TranscriptionModel =
  | 'whisper-1'
  | 'gpt-transcribe'
  | 'gpt-live-transcribe'
  | 'gpt-4o-mini-transcribe'
  | 'gpt-4o-mini-transcribe-2025-12-15'
  | 'gpt-4o-transcribe'
  | 'gpt-4o-transcribe-diarize'
  | 'gpt-realtime-whisper'
  | (string & {});
export const TranscriptionModel: t.Type<TranscriptionModel> = t.string;

const fields = {
  /** The model that transcribes. */
  model: TranscriptionModel,
  /** Language of the speech, ISO 639-1 such as `en`; better and faster when known. */
  language: t.string,
  /** Languages that may be spoken, at least one. */
  languages: nonEmptyList(t.string),
  /** Words that the speech is likely to contain. */
  keywords: t.readonlyArray(t.string),
  /** Free text that guides style or continues an earlier segment. */
  prompt: t.string,
  /** Accuracy bought with waiting, for models that stream. */
  delay: openEnum('minimal', 'low', 'medium', 'high', 'xhigh'),
};

const audioTranscription = command('AudioTranscription', {}, fields);
/** How to transcribe the user's audio, as a client asks for it. */
export interface AudioTranscription extends t.TypeOf<typeof audioTranscription> {}
export const AudioTranscription: t.Type<AudioTranscription> = audioTranscription;

const audioTranscriptionState = struct(
  'AudioTranscriptionState',
  {},
  {
    model: fields.model,
    language: nullable(fields.language),
    languages: nullable(fields.languages),
    keywords: nullable(fields.keywords),
    prompt: nullable(fields.prompt),
    delay: nullable(fields.delay),
  },
);
/** How the user's audio is transcribed, as a server reports it: null for what is not set. */
export interface AudioTranscriptionState extends t.TypeOf<typeof audioTranscriptionState> {}
export const AudioTranscriptionState: t.Type<AudioTranscriptionState> = audioTranscriptionState;
