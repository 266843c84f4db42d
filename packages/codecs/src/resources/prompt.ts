import * as t from 'io-ts';
import { nullable, openEnum, stringThat } from '../describe/lenient.ts';
import { isUri } from '../describe/uri.ts';
import { struct } from '../describe/struct.ts';
import { tagged } from '../describe/tagged.ts';

const PromptCacheBreakpoint = struct(
  'PromptCacheBreakpoint',
  { mode: openEnum('explicit') },
  {
    /** How long the cached part lives. */
    ttl: openEnum('30m', '12h'),
  },
);

const breakpoint = {
  /** Marks the end of a part of the prompt that is cached. */
  prompt_cache_breakpoint: PromptCacheBreakpoint,
};

const inputTextContent = struct(
  'InputTextContent',
  {
    type: t.literal('input_text'),
    /** The text. */
    text: t.string,
  },
  breakpoint,
);
/** Text put into a prompt. */
export interface InputTextContent extends t.TypeOf<typeof inputTextContent> {}
export const InputTextContent: t.Type<InputTextContent> = inputTextContent;

const inputImageContent = struct(
  'InputImageContent',
  {
    type: t.literal('input_image'),
    /** How closely the model looks. */
    detail: openEnum('low', 'high', 'auto', 'original'),
  },
  {
    /** A web address or a `data:` URI. */
    image_url: nullable(stringThat('uri', isUri)),
    /** An uploaded file. */
    file_id: nullable<string>(t.string),
    ...breakpoint,
  },
);
/** A picture put into a prompt, by address or by file. */
export interface InputImageContent extends t.TypeOf<typeof inputImageContent> {}
export const InputImageContent: t.Type<InputImageContent> = inputImageContent;

const inputFileContent = struct(
  'InputFileContent',
  { type: t.literal('input_file') },
  {
    /** An uploaded file. */
    file_id: nullable<string>(t.string),
    /** Its name. */
    filename: t.string,
    /** Its content, base64. */
    file_data: t.string,
    /** Its address. */
    file_url: stringThat('uri', isUri),
    /** How closely the model looks. */
    detail: openEnum('auto', 'low', 'high'),
    ...breakpoint,
  },
);
/** A document put into a prompt, by address, by file or inline. */
export interface InputFileContent extends t.TypeOf<typeof inputFileContent> {}
export const InputFileContent: t.Type<InputFileContent> = inputFileContent;

const PromptVariable = t.union(
  [
    t.string,
    tagged('PromptContent', 'type', {
      input_text: InputTextContent,
      input_image: InputImageContent,
      input_file: InputFileContent,
    }),
  ],
  'PromptVariable',
);

const prompt = struct(
  'Prompt',
  {
    /** The template, `pmpt_…`. */
    id: t.string,
  },
  {
    /** Its version; the current one when left out. */
    version: nullable<string>(t.string),
    /** Values for the variables in it. */
    variables: nullable(t.record(t.string, PromptVariable, 'PromptVariables')),
  },
);
/**
 * A stored prompt template. (null in a session: none.)
 *
 * The service shuts `v1/prompts` down on 30 November 2026, and stored prompts with it: move their text into
 * `instructions`.
 */
export interface Prompt extends t.TypeOf<typeof prompt> {}
export const Prompt: t.Type<Prompt> = prompt;
