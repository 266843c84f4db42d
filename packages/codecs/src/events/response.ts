import * as t from 'io-ts';
import { AudioFormat } from '../resources/audioFormat.ts';
import { clientFields, serverFields } from './fields.ts';
import { anyString, nullable } from '../describe/lenient.ts';
import { command, struct } from '../describe/struct.ts';
import { Item, ItemReference } from '../resources/item.ts';
import { Metadata } from '../resources/metadata.ts';
import { Prompt } from '../resources/prompt.ts';
import { Reasoning } from '../resources/reasoning.ts';
import { MaxOutputTokens, OutputModality, RealtimeResponse } from '../resources/realtimeResponse.ts';
import { Tool, ToolChoice } from '../resources/tool.ts';
import { Voice } from '../resources/voice.ts';

const ResponseAudioOutputParams = command(
  'ResponseAudioOutputParams',
  {},
  {
    /** Coding of the sound. */
    format: AudioFormat,
    /** The voice that speaks. */
    voice: Voice,
  },
);
const ResponseAudioParams = command('ResponseAudioParams', {}, { output: ResponseAudioOutputParams });

const responseCreateParams = command(
  'ResponseCreateParams',
  {},
  {
    /** `['audio']` or `['text']`. */
    output_modalities: t.readonlyArray(OutputModality),
    /** What the model should be and do. */
    instructions: t.string,
    /** Format and voice of the sound. */
    audio: ResponseAudioParams,
    /** What the model may call. */
    tools: t.readonlyArray(Tool),
    /** Whether it must. */
    tool_choice: ToolChoice,
    /** Whether it may make several calls. */
    parallel_tool_calls: t.boolean,
    /** How much it thinks. */
    reasoning: Reasoning,
    /** Most tokens to produce. */
    max_output_tokens: MaxOutputTokens,
    /**
     * `auto` adds to the conversation; `none` is out of band and may run beside another response.
     *
     * @defaultValue `auto`
     */
    conversation: anyString<'auto' | 'none'>(),
    /** Given back in the events of the response. */
    metadata: nullable(Metadata),
    /** A stored prompt. Ends on 30 November 2026, see {@link Prompt}. */
    prompt: nullable(Prompt),
    /** What the model sees instead of the conversation; empty for nothing. */
    input: t.readonlyArray(t.union([Item, ItemReference], 'ResponseInput')),
  },
);
/** Settings of one response; what is left out is taken from the session. */
export interface ResponseCreateParams extends t.TypeOf<typeof responseCreateParams> {}
export const ResponseCreateParams: t.Type<ResponseCreateParams> = responseCreateParams;

/** Asks for a response. One at a time in the conversation, any number out of band. */
export const ResponseCreate = command(
  'ResponseCreate',
  { type: t.literal('response.create') },
  {
    ...clientFields,
    /** What differs from the session. */
    response: ResponseCreateParams,
  },
);
export interface ResponseCreate extends t.TypeOf<typeof ResponseCreate> {}

/** Stops a response. Answered by `response.done` (cancelled), or by an error when none is running. */
export const ResponseCancel = command(
  'ResponseCancel',
  { type: t.literal('response.cancel') },
  {
    ...clientFields,
    /** The response; the running one of the conversation when left out. */
    response_id: t.string,
  },
);
export interface ResponseCancel extends t.TypeOf<typeof ResponseCancel> {}

/** A response begins. */
export const ResponseCreated = struct(
  'ResponseCreated',
  {
    ...serverFields,
    type: t.literal('response.created'),
    /** The response, in progress and empty. */
    response: RealtimeResponse,
  },
  {},
);
export interface ResponseCreated extends t.TypeOf<typeof ResponseCreated> {}

/** A response has ended, whatever its status. */
export const ResponseDone = struct(
  'ResponseDone',
  {
    ...serverFields,
    type: t.literal('response.done'),
    /** The response with its items (without sound) and its usage. */
    response: RealtimeResponse,
  },
  {},
);
export interface ResponseDone extends t.TypeOf<typeof ResponseDone> {}
