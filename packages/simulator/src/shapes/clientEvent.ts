import { invalidType, missingType } from './refusal.ts';
import {
  anything,
  fields,
  flag,
  integer,
  list,
  nullable,
  oneOf,
  record,
  text,
  textUpTo,
  wordOr,
} from './shape.ts';
import { isObject } from './jsonObject.ts';
import type { Shape } from './shape.ts';
import { prompt } from './prompt.ts';
import { maxOutputTokens, output, outputModalities, reasoning } from './output.ts';
import { toolChoice, tools } from './tools.ts';
import { item, inputItem } from './item.ts';

const responseParameters = fields({
  output_modalities: outputModalities,
  instructions: text,
  audio: fields({ output }),
  tools,
  tool_choice: toolChoice,
  parallel_tool_calls: flag,
  reasoning,
  max_output_tokens: maxOutputTokens,
  conversation: wordOr(oneOf('auto', 'none'), text),
  metadata: nullable(record(text)),
  prompt,
  input: list(inputItem),
});

/** The longest `event_id` of a client. */
export const longestEventId = 512;
const ofEvent = { type: text, event_id: nullable(textUpTo(longestEventId)) };
const event = (shapes: Readonly<Record<string, Shape>>, ...required: readonly string[]): Shape =>
  fields({ ...ofEvent, ...shapes }, ...required);

/** "Up to a maximum of 15 MiB" of sound in one event, as base64. */
const longestAudio = (15 * 1_024 * 1_024 * 4) / 3;
const audio = textUpTo(longestAudio);

/** What each client event may hold; `session` is looked into later, because its shape depends on the session. */
const clientEvents: Readonly<Record<string, Shape>> = {
  'session.update': event({ session: anything }, 'session'),
  'session.close': event({}),
  'input_audio_buffer.append': event({ audio }, 'audio'),
  'session.input_audio_buffer.append': event({ audio }, 'audio'),
  'input_audio_buffer.commit': event({}),
  'input_audio_buffer.clear': event({}),
  'conversation.item.create': event({ item, previous_item_id: nullable(text) }, 'item'),
  'conversation.item.truncate': event(
    { item_id: text, content_index: integer(0), audio_end_ms: integer(0) },
    'item_id',
    'content_index',
    'audio_end_ms',
  ),
  'conversation.item.delete': event({ item_id: text }, 'item_id'),
  'conversation.item.retrieve': event({ item_id: text }, 'item_id'),
  'response.create': event({ response: nullable(responseParameters) }),
  'response.cancel': event({ response_id: nullable(text) }),
};

/** The types a WebSocket session accepts, in the order in which the service lists them. */
export const clientEventTypes: readonly string[] = Object.keys(clientEvents);

/** A client event as a whole: an object with a known type and the fields of that type. */
export const clientEvent: Shape = (value) => {
  if (!isObject(value)) return invalidType('event', 'an object', value);
  if (!Object.hasOwn(value, 'type')) return missingType;
  const type = value['type'];
  const unknown = oneOf(...clientEventTypes)(type, 'type');
  return unknown ?? clientEvents[String(type)]!(value, '');
};
