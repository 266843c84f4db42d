import * as t from 'io-ts';
import { contentPartFields, deltaFields } from './fields.ts';
import { expected } from '../describe/lenient.ts';
import { struct } from '../describe/struct.ts';

/** A piece of what the model says, in words. */
export const ResponseOutputAudioTranscriptDelta = struct(
  'ResponseOutputAudioTranscriptDelta',
  {
    ...contentPartFields,
    type: t.literal('response.output_audio_transcript.delta'),
    /** The new characters. */
    delta: t.string,
  },
  deltaFields,
);
export interface ResponseOutputAudioTranscriptDelta extends t.TypeOf<
  typeof ResponseOutputAudioTranscriptDelta
> {}

/** The words of one part are final, also when the response was cut short. */
export const ResponseOutputAudioTranscriptDone = struct(
  'ResponseOutputAudioTranscriptDone',
  {
    ...contentPartFields,
    type: t.literal('response.output_audio_transcript.done'),
  },
  {
    /** All the words; wins over the sum of the deltas. */
    transcript: expected<string>(t.string),
  },
);
export interface ResponseOutputAudioTranscriptDone extends t.TypeOf<
  typeof ResponseOutputAudioTranscriptDone
> {}
