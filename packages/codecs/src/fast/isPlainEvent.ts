/**
 * The short cut of the events that come most often, and of `response.done`, the largest of the frequent ones.
 *
 * A guard is one loop for all codecs, and the engine cannot know what that loop will meet. Here every field is read by its
 * name, so that it does; this takes a third of the time. A short cut accepts exactly what the service sends today,
 * and leaves all else to the guard: an error, another kind of item, many line breaks take longer, and that is all.
 *
 * What else is in a frame is not looked for but measured: counting fields would take as long as reading them. Each function
 * here gives the least length that a right value takes in JSON, and `NaN` for a wrong one, as any sum with it does. A frame
 * that is hardly longer has room for white space or an escape, but for no field that should have been looked at.
 */
import type { AssistantContent, AssistantMessageItem } from '../resources/messageItem.ts';
import type { RealtimeResponse } from '../resources/realtimeResponse.ts';
import type { ServerEventMap } from '../events/serverEventCodecs.ts';
import type { InputTokenDetails, OutputTokenDetails, Usage } from '../resources/usage.ts';

/** Says yes to an event of a type that is surely right and harmless, as read from a frame of a length. */
export type ShortCut = (type: string, event: object, length: number) => boolean;

/** What may be an `A`: its fields, unread. */
type Unread<A> = Readonly<Partial<Record<keyof A, unknown>>>;
type DeltaEvent = ServerEventMap['response.output_text.delta'];

/** The shortest field that is known to a codec and not read here, with a value; `__proto__` is longer. */
const room = '"audio":0,'.length;

/** The fields of an object; of anything else there are none, and so none that is right. */
const fields = (u: unknown): Readonly<Record<string, unknown>> =>
  typeof u === 'object' && u !== null ? (u as Record<string, unknown>) : {};

/** Beside its quotes. */
const text = (u: unknown): number => (typeof u === 'string' ? u.length : NaN);

/** Beside its first digit. More than three may be written shorter: `1e9`. */
const count = (u: unknown): number => (typeof u !== 'number' ? NaN : u < 10 ? 0 : u < 100 ? 1 : 2);

/** Beside its brackets. */
const list = (u: unknown, element: (part: unknown) => number): number =>
  Array.isArray(u) ? u.reduce((sum: number, part) => sum + element(part), 0) : NaN;

const modalities = (u: Unread<InputTokenDetails>): number =>
  '"text_tokens":0,"audio_tokens":0,"image_tokens":0'.length +
  count(u.text_tokens) +
  count(u.audio_tokens) +
  count(u.image_tokens);

const inputTokens = (u: Unread<InputTokenDetails>): number =>
  '{"cached_tokens":0,"cached_tokens_details":{},}'.length +
  modalities(u) +
  count(u.cached_tokens) +
  modalities(fields(u.cached_tokens_details));

const outputTokens = (u: Unread<OutputTokenDetails>): number =>
  '{"text_tokens":0,"audio_tokens":0}'.length + count(u.text_tokens) + count(u.audio_tokens);

const usage = (u: Unread<Usage>): number =>
  '{"total_tokens":0,"input_tokens":0,"output_tokens":0,"input_token_details":,"output_token_details":}'
    .length +
  count(u.total_tokens) +
  count(u.input_tokens) +
  count(u.output_tokens) +
  inputTokens(fields(u.input_token_details)) +
  outputTokens(fields(u.output_token_details));

const contentOf = (u: Unread<AssistantContent>): number =>
  text(u.type) +
  (u.text === undefined
    ? '{"type":"","transcript":""}'.length + text(u.transcript)
    : '{"type":"","text":""}'.length + text(u.text));

const content = (u: unknown): number => contentOf(fields(u));

const messageOf = (u: Unread<AssistantMessageItem>): number =>
  u.type === 'message' && u.role === 'assistant'
    ? '{"id":"","type":"message","status":"","role":"assistant","content":[]}'.length +
      text(u.id) +
      text(u.status) +
      list(u.content, content) +
      (u.phase === undefined ? 0 : '"phase":"",'.length + text(u.phase))
    : NaN;

const message = (u: unknown): number => messageOf(fields(u));

const pcm = (u: Unread<{ type: string; rate: number }>): number =>
  u.type === 'audio/pcm' ? '{"type":"audio/pcm","rate":0}'.length + count(u.rate) : NaN;

const audioOutput = (u: Unread<{ format: object; voice: string }>): number =>
  '{"output":{"format":,"voice":""}}'.length + pcm(fields(u.format)) + text(u.voice);

const response = (u: Unread<RealtimeResponse>): number =>
  u.status_details === null && u.metadata === null
    ? '{"id":"","object":"","status":"","status_details":null,"output":[],"conversation_id":"","output_modalities":[],'
        .length +
      '"max_output_tokens":0,"audio":,"usage":,"metadata":null}'.length +
      text(u.id) +
      text(u.object) +
      text(u.status) +
      list(u.output, message) +
      text(u.conversation_id) +
      list(u.output_modalities, text) +
      (typeof u.max_output_tokens === 'number' ? count(u.max_output_tokens) : text(u.max_output_tokens)) +
      audioOutput(fields(fields(u.audio)['output'])) +
      usage(fields(u.usage))
    : NaN;

const part = (e: Unread<DeltaEvent>): number =>
  '{"type":"","event_id":"","response_id":"","item_id":"","output_index":0,"content_index":0}'.length +
  text(e.event_id) +
  text(e.response_id) +
  text(e.item_id) +
  count(e.output_index) +
  count(e.content_index);

const delta = (e: Unread<DeltaEvent>): number =>
  part(e) +
  ',"delta":""'.length +
  text(e.delta) +
  (e.obfuscation === undefined ? 0 : ',"obfuscation":""'.length + text(e.obfuscation));

const textDone = (e: Unread<ServerEventMap['response.output_text.done']>): number =>
  part(e) + ',"text":""'.length + text(e.text);

const responseDone = (e: Unread<ServerEventMap['response.done']>): number =>
  '{"type":"","event_id":"","response":}'.length + text(e.event_id) + response(fields(e.response));

/** Beside the type. */
function leastLength(type: string, event: object): number {
  switch (type) {
    case 'response.output_audio.delta':
    case 'response.output_audio_transcript.delta':
    case 'response.output_text.delta':
      return delta(event);
    case 'response.output_text.done':
      return textDone(event);
    case 'response.done':
      return responseDone(event);
    default:
      return NaN;
  }
}

/** The short cut of the server's events. */
export const isPlainEvent: ShortCut = (type, event, length) =>
  length - type.length - leastLength(type, event) < room;
