import * as t from 'io-ts';
import { contentPartFields, deltaFields } from './fields.ts';
import { struct } from '../describe/struct.ts';

/** A piece of the model's speech. Comes faster than it is spoken. */
export const ResponseOutputAudioDelta = struct(
  'ResponseOutputAudioDelta',
  {
    ...contentPartFields,
    type: t.literal('response.output_audio.delta'),
    /** Base64 in the session's output format. See `pcm16FromDelta`. */
    delta: t.string,
  },
  deltaFields,
);
export interface ResponseOutputAudioDelta extends t.TypeOf<typeof ResponseOutputAudioDelta> {}

/** The speech of one part is complete, also when the response was cut short. Carries no sound. */
export const ResponseOutputAudioDone = struct(
  'ResponseOutputAudioDone',
  { ...contentPartFields, type: t.literal('response.output_audio.done') },
  {},
);
export interface ResponseOutputAudioDone extends t.TypeOf<typeof ResponseOutputAudioDone> {}
