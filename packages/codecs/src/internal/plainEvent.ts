/**
 * The short cut of the events that come most often, and of `response.done`, the largest of the frequent ones.
 *
 * A guard is one loop for all codecs, and the engine cannot know what that loop will meet. Here every field is read by its
 * name, so that it does; this takes a quarter of the time. A short cut says yes to exactly what the service sends today,
 * and leaves all else to the guard: a new field, an error, another kind of item take longer, and that is all.
 *
 * The fields are counted, so that nothing hides beside them: no `__proto__`, no depth.
 */
import type { AssistantContent, AssistantMessageItem } from '../messageItem.ts';
import type { Response } from '../response.ts';
import type { ServerEventMap } from '../serverEvent.ts';
import type { InputTokenDetails, OutputTokenDetails, Usage } from '../usage.ts';
import type { Shortcut } from './eventReader.ts';
import { lookup } from './eventTable.ts';

/** What may be an `A`: its fields, unread. */
type Unread<A> = Readonly<Partial<Record<keyof A, unknown>>>;
type DeltaEvent = ServerEventMap['response.output_text.delta'];

const isText = (u: unknown): u is string => typeof u === 'string';
const isCount = (u: unknown): u is number => typeof u === 'number';
const mayBe = <A>(u: unknown): u is Unread<A> => typeof u === 'object' && u !== null;

const hasFields = (u: object, count: number): boolean => Object.keys(u).length === count;

const isListOf = (u: unknown, isElement: (element: unknown) => boolean): boolean =>
  Array.isArray(u) && u.every(isElement);

const hasModalities = (u: Unread<InputTokenDetails>): boolean =>
  isCount(u.text_tokens) && isCount(u.audio_tokens) && isCount(u.image_tokens);

const isInputTokens = (u: unknown): boolean =>
  mayBe<InputTokenDetails>(u) &&
  hasModalities(u) &&
  isCount(u.cached_tokens) &&
  mayBe<InputTokenDetails>(u.cached_tokens_details) &&
  hasModalities(u.cached_tokens_details) &&
  hasFields(u.cached_tokens_details, 3) &&
  hasFields(u, 5);

const isOutputTokens = (u: unknown): boolean =>
  mayBe<OutputTokenDetails>(u) && isCount(u.text_tokens) && isCount(u.audio_tokens) && hasFields(u, 2);

const isUsage = (u: unknown): boolean =>
  mayBe<Usage>(u) &&
  isCount(u.total_tokens) &&
  isCount(u.input_tokens) &&
  isCount(u.output_tokens) &&
  isInputTokens(u.input_token_details) &&
  isOutputTokens(u.output_token_details) &&
  hasFields(u, 5);

const isContent = (u: unknown): boolean =>
  mayBe<AssistantContent>(u) && isText(u.type) && (isText(u.transcript) || isText(u.text)) && hasFields(u, 2);

const isMessage = (u: unknown): boolean =>
  mayBe<AssistantMessageItem>(u) &&
  u.type === 'message' &&
  u.role === 'assistant' &&
  isText(u.id) &&
  isText(u.status) &&
  isListOf(u.content, isContent) &&
  (isText(u.phase) ? hasFields(u, 6) : hasFields(u, 5));

const isPcm = (u: unknown): boolean =>
  mayBe<{ type: string; rate: number }>(u) && u.type === 'audio/pcm' && isCount(u.rate) && hasFields(u, 2);

const isAudio = (u: unknown): boolean =>
  mayBe<{ output: object }>(u) &&
  mayBe<{ format: object; voice: string }>(u.output) &&
  isPcm(u.output.format) &&
  isText(u.output.voice) &&
  hasFields(u.output, 2) &&
  hasFields(u, 1);

const isResponse = (u: unknown): boolean =>
  mayBe<Response>(u) &&
  isText(u.id) &&
  isText(u.object) &&
  isText(u.status) &&
  u.status_details === null &&
  isListOf(u.output, isMessage) &&
  isText(u.conversation_id) &&
  isListOf(u.output_modalities, isText) &&
  (isText(u.max_output_tokens) || isCount(u.max_output_tokens)) &&
  isAudio(u.audio) &&
  isUsage(u.usage) &&
  u.metadata === null &&
  hasFields(u, 11);

const isPartEvent = (e: Unread<DeltaEvent>): boolean =>
  isText(e.event_id) &&
  isText(e.response_id) &&
  isText(e.item_id) &&
  isCount(e.output_index) &&
  isCount(e.content_index);

const isDelta = (e: Unread<DeltaEvent>): boolean =>
  isPartEvent(e) && isText(e.delta) && (isText(e.obfuscation) ? hasFields(e, 8) : hasFields(e, 7));

/** The short cut of an event that was found by its type. */
export const shortcutOf = /*#__PURE__*/ lookup<Shortcut>([
  ['response.output_audio.delta', isDelta],
  ['response.output_audio_transcript.delta', isDelta],
  ['response.output_text.delta', isDelta],
  [
    'response.output_text.done',
    (e: Unread<ServerEventMap['response.output_text.done']>) =>
      isPartEvent(e) && isText(e.text) && hasFields(e, 7),
  ],
  [
    'response.done',
    (e: Unread<ServerEventMap['response.done']>) =>
      isText(e.event_id) && isResponse(e.response) && hasFields(e, 3),
  ],
]);
