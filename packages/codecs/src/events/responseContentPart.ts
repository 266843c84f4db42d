import * as t from 'io-ts';
import { contentPartFields } from './fields.ts';
import { filled, nullable, openEnum } from '../describe/lenient.ts';
import { struct } from '../describe/struct.ts';

const contentPart = struct(
  'ContentPart',
  {},
  {
    type: openEnum('audio', 'text'),
    /** The text, of `text`. */
    text: nullable<string>(t.string),
    /** The sound, of `audio`: base64. Usually left out. */
    audio: nullable<string>(t.string),
    /** What is spoken, of `audio`. */
    transcript: nullable<string>(t.string),
  },
);
/** A part of an assistant's message. Here the types keep their short names: `audio`, `text`. */
export interface ContentPart extends t.TypeOf<typeof contentPart> {}
export const ContentPart: t.Type<ContentPart> = contentPart;

/** A part begins. Function calls have no parts. */
export const ResponseContentPartAdded = struct(
  'ResponseContentPartAdded',
  {
    ...contentPartFields,
    type: t.literal('response.content_part.added'),
    /** The part, still empty. */
    part: filled(ContentPart, () => ({})),
  },
  {},
);
export interface ResponseContentPartAdded extends t.TypeOf<typeof ResponseContentPartAdded> {}

/** A part is complete, also when the response was cut short. */
export const ResponseContentPartDone = struct(
  'ResponseContentPartDone',
  {
    ...contentPartFields,
    type: t.literal('response.content_part.done'),
    /** The whole part. */
    part: filled(ContentPart, () => ({})),
  },
  {},
);
export interface ResponseContentPartDone extends t.TypeOf<typeof ResponseContentPartDone> {}
