import * as t from 'io-ts';
import { itemFields } from './itemFields.ts';
import { filled, lenient, nullable, openEnum, stringThat } from '../describe/lenient.ts';
import { struct } from '../describe/struct.ts';
import { tagged } from '../describe/tagged.ts';
import { isUri } from '../describe/uri.ts';

const systemContent = struct(
  'SystemContent',
  {},
  {
    type: openEnum('input_text'),
    /** The text. */
    text: t.string,
  },
);
/** A part of a system message. */
export interface SystemContent extends t.TypeOf<typeof systemContent> {}
export const SystemContent: t.Type<SystemContent> = systemContent;

/** Instructions added in the middle of a conversation. */
export const SystemMessageItem = struct(
  'SystemMessageItem',
  {
    type: t.literal('message'),
    role: t.literal('system'),
    /** What it says. */
    content: filled(t.readonlyArray(SystemContent), () => []),
  },
  itemFields,
);
export interface SystemMessageItem extends t.TypeOf<typeof SystemMessageItem> {}

const userContent = struct(
  'UserContent',
  {},
  {
    type: openEnum('input_text', 'input_audio', 'input_image'),
    /** The text, of `input_text`. */
    text: nullable<string>(t.string),
    /** The sound, of `input_audio`: base64 in the session's input format. Left out by the server unless retrieved. */
    audio: nullable<string>(t.string),
    /** What was said, of `input_audio`; null until transcribed. Not shown to the model. */
    transcript: nullable<string>(t.string),
    /** The picture, of `input_image`: a `data:` URI, PNG or JPEG. */
    image_url: stringThat('uri', isUri),
    /**
     * How closely the model looks at the picture.
     *
     * @defaultValue `auto`
     */
    detail: openEnum('auto', 'low', 'high'),
  },
);
/** A part of a user's message: text, sound or a picture. */
export interface UserContent extends t.TypeOf<typeof userContent> {}
export const UserContent: t.Type<UserContent> = userContent;

/** What the user said. */
export const UserMessageItem = struct(
  'UserMessageItem',
  {
    type: t.literal('message'),
    role: t.literal('user'),
    /** Its parts, in order. */
    content: filled(t.readonlyArray(UserContent), () => []),
  },
  itemFields,
);
export interface UserMessageItem extends t.TypeOf<typeof UserMessageItem> {}

const assistantContent = struct(
  'AssistantContent',
  {},
  {
    /** `text` and `audio` are the spellings of the beta, still seen in retrieved items. */
    type: lenient(
      openEnum('output_text', 'output_audio'),
      openEnum('output_text', 'output_audio', 'text', 'audio'),
    ),
    /** The text, of `output_text`. */
    text: nullable<string>(t.string),
    /** The sound, of `output_audio`: base64 in the session's output format. Left out by the server unless retrieved. */
    audio: nullable<string>(t.string),
    /** What is spoken, of `output_audio`. */
    transcript: nullable<string>(t.string),
    /** Coding of a retrieved part's sound, such as `pcm16`. */
    format: t.string,
  },
);
/** A part of the model's message: text, or sound with its transcript. */
export interface AssistantContent extends t.TypeOf<typeof assistantContent> {}
export const AssistantContent: t.Type<AssistantContent> = assistantContent;

/** What the model said. A client may create one with text, never with sound. */
export const AssistantMessageItem = struct(
  'AssistantMessageItem',
  {
    type: t.literal('message'),
    role: t.literal('assistant'),
    /** Its parts, in order; empty until they are produced. */
    content: filled(t.readonlyArray(AssistantContent), () => []),
  },
  {
    ...itemFields,
    /** gpt-realtime-2 and later: `commentary` before a tool call, else `final_answer`. Not in the schema. */
    phase: nullable<'commentary' | 'final_answer' | (string & {})>(t.string),
  },
);
export interface AssistantMessageItem extends t.TypeOf<typeof AssistantMessageItem> {}

/** Something said, told apart by `role`. */
export type MessageItem = SystemMessageItem | UserMessageItem | AssistantMessageItem;
export const MessageItem: t.Type<MessageItem> = tagged('MessageItem', 'role', {
  system: SystemMessageItem,
  user: UserMessageItem,
  assistant: AssistantMessageItem,
});
