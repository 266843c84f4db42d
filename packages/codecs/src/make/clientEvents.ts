import type {
  ConversationItemCreate,
  ConversationItemDelete,
  ConversationItemRetrieve,
  ConversationItemTruncate,
} from '../events/conversationItem.ts';
import type {
  InputAudioBufferAppend,
  InputAudioBufferClear,
  InputAudioBufferCommit,
} from '../events/inputAudioBuffer.ts';
import { ownAppend } from '../fast/ownAppend.ts';
import type { Item } from '../resources/item.ts';
import type { AudioInput } from './base64FromAudio.ts';
import { base64FromAudio } from './base64FromAudio.ts';
import type { OutputAudioBufferClear } from '../events/outputAudioBuffer.ts';
import { countedEventIds } from '../fast/countedEventIds.ts';
import { randomId } from '../randomId.ts';
import type { ResponseCancel, ResponseCreate, ResponseCreateParams } from '../events/response.ts';
import type { RealtimeSessionConfig, SessionConfig } from '../resources/sessionConfig.ts';
import type { SessionClose, SessionUpdate } from '../events/session.ts';
import type { SessionInputAudioBufferAppend } from '../events/sessionInputAudioBuffer.ts';
import type {
  TranslationSessionConfig,
  TranslationSessionUpdate,
} from '../translation/translationSession.ts';

/** Where the ids of client events come from. */
export interface ClientEventsConfig {
  /**
   * Makes the `event_id` of each event.
   *
   * @defaultValue `event_` and 21 characters, random in the first and counted from there
   */
  readonly eventId?: () => string;
  /**
   * Makes the `id` of an item that has none.
   *
   * @defaultValue `item_` and 21 random characters
   */
  readonly itemId?: () => string;
}

/** Settings of a session; `type: 'realtime'` may be left out. */
export type SessionSettings = SessionConfig | Omit<RealtimeSessionConfig, 'type'>;

/** Where a new item goes. */
export type ItemPlace = Pick<ConversationItemCreate, 'previous_item_id'>;

/** What to cut: `content_index` is 0 when left out. */
export type TruncateParams = Pick<ConversationItemTruncate, 'item_id' | 'audio_end_ms'> &
  Partial<Pick<ConversationItemTruncate, 'content_index'>>;

/**
 * The functions that make client events, with ids of your own making.
 *
 * For tests and for ids that mean something elsewhere; otherwise use the functions of the same names.
 *
 * @example
 * import { clientEvents } from '@rx-realtime/codecs';
 *
 * let n = 0;
 * const { responseCreate } = clientEvents({ eventId: () => `event_${++n}` });
 * console.log(responseCreate().event_id); // prints: event_1
 */
export function clientEvents(config: ClientEventsConfig = {}) {
  const { eventId = countedEventIds(), itemId = () => randomId('item_') } = config;
  const append = <A extends InputAudioBufferAppend | SessionInputAudioBufferAppend>(
    event: A,
    audio: AudioInput,
  ): A => (typeof audio === 'string' || config.eventId !== undefined ? event : ownAppend(event));
  return {
    sessionUpdate: (session: SessionSettings): SessionUpdate => ({
      type: 'session.update',
      event_id: eventId(),
      session: 'type' in session ? session : { type: 'realtime', ...session },
    }),
    sessionClose: (): SessionClose => ({ type: 'session.close', event_id: eventId() }),
    inputAudioBufferAppend: (audio: AudioInput) =>
      append<InputAudioBufferAppend>(
        { type: 'input_audio_buffer.append', event_id: eventId(), audio: base64FromAudio(audio) },
        audio,
      ),
    inputAudioBufferCommit: (): InputAudioBufferCommit => ({
      type: 'input_audio_buffer.commit',
      event_id: eventId(),
    }),
    inputAudioBufferClear: (): InputAudioBufferClear => ({
      type: 'input_audio_buffer.clear',
      event_id: eventId(),
    }),
    outputAudioBufferClear: (): OutputAudioBufferClear => ({
      type: 'output_audio_buffer.clear',
      event_id: eventId(),
    }),
    conversationItemCreate: (item: Item, place: ItemPlace = {}): ConversationItemCreate => ({
      type: 'conversation.item.create',
      event_id: eventId(),
      ...place,
      item: item.id ? item : { ...item, id: itemId() },
    }),
    conversationItemDelete: (itemIdToDelete: string): ConversationItemDelete => ({
      type: 'conversation.item.delete',
      event_id: eventId(),
      item_id: itemIdToDelete,
    }),
    conversationItemRetrieve: (itemIdToRetrieve: string): ConversationItemRetrieve => ({
      type: 'conversation.item.retrieve',
      event_id: eventId(),
      item_id: itemIdToRetrieve,
    }),
    conversationItemTruncate: (cut: TruncateParams): ConversationItemTruncate => ({
      type: 'conversation.item.truncate',
      event_id: eventId(),
      item_id: cut.item_id,
      content_index: cut.content_index ?? 0,
      audio_end_ms: Math.max(0, Math.floor(cut.audio_end_ms)),
    }),
    responseCreate: (response?: ResponseCreateParams): ResponseCreate => ({
      type: 'response.create',
      event_id: eventId(),
      ...(response && { response }),
    }),
    responseCancel: (which: Pick<ResponseCancel, 'response_id'> = {}): ResponseCancel => ({
      type: 'response.cancel',
      event_id: eventId(),
      ...which,
    }),
    sessionInputAudioBufferAppend: (audio: AudioInput) =>
      append<SessionInputAudioBufferAppend>(
        { type: 'session.input_audio_buffer.append', event_id: eventId(), audio: base64FromAudio(audio) },
        audio,
      ),
    translationSessionUpdate: (session: TranslationSessionConfig): TranslationSessionUpdate => ({
      type: 'session.update',
      event_id: eventId(),
      session,
    }),
  };
}

const events = /*#__PURE__*/ clientEvents();

/**
 * Changes the settings of the session; `type: 'realtime'` is filled in. Answered by `session.updated`.
 *
 * @example
 * import { sessionUpdate } from '@rx-realtime/codecs';
 *
 * console.log(sessionUpdate({ instructions: 'Be brief.' }).session); // prints: { type: 'realtime', instructions: 'Be brief.' }
 */
export const sessionUpdate = events.sessionUpdate;

/** Ends the session. The server sends what is left, then closes. */
export const sessionClose = events.sessionClose;

/**
 * Adds sound to the input buffer. Not answered.
 *
 * @param audio samples, bytes or base64 in the session's input format, at most 15 MiB; 20–100 ms at a time is usual
 * @example
 * import { inputAudioBufferAppend } from '@rx-realtime/codecs';
 *
 * console.log(inputAudioBufferAppend(Int16Array.of(1, -1)).audio); // prints: AQD//w==
 */
export const inputAudioBufferAppend = events.inputAudioBufferAppend;

/** Makes the input buffer a user's item; at least 100 ms. Answered by `input_audio_buffer.committed`. */
export const inputAudioBufferCommit = events.inputAudioBufferCommit;

/** Empties the input buffer. Answered by `input_audio_buffer.cleared`. */
export const inputAudioBufferClear = events.inputAudioBufferClear;

/** Stops the server's playback. WebRTC and SIP only. */
export const outputAudioBufferClear = events.outputAudioBufferClear;

/**
 * Adds an item; one without an `id` gets one, so that its confirmation can be recognised. Answered by `conversation.item.added`.
 *
 * @example
 * import { conversationItemCreate, userText } from '@rx-realtime/codecs';
 *
 * const event = conversationItemCreate(userText('Hello.'), { previous_item_id: 'item_1' });
 * console.log(event.previous_item_id, event.item.id?.length); // prints: item_1 26
 */
export const conversationItemCreate = events.conversationItemCreate;

/** Removes an item. Answered by `conversation.item.deleted`. */
export const conversationItemDelete = events.conversationItemDelete;

/** Asks for an item with its sound. Answered by `conversation.item.retrieved`. */
export const conversationItemRetrieve = events.conversationItemRetrieve;

/**
 * Cuts the model's audio to what was heard. Answered by `conversation.item.truncated`.
 *
 * @param cut `audio_end_ms`: what to keep, ms, rounded down to a whole one; an error when longer than the audio
 */
export const conversationItemTruncate = events.conversationItemTruncate;

/**
 * Asks for a response.
 *
 * @param response what differs from the session
 * @example
 * import { responseCreate, userText } from '@rx-realtime/codecs';
 *
 * const aside = responseCreate({ conversation: 'none', output_modalities: ['text'], input: [userText('Summarise.')] });
 * console.log(aside.response?.conversation); // prints: none
 */
export const responseCreate = events.responseCreate;

/** Stops a response, by default the running one. Answered by `response.done`. */
export const responseCancel = events.responseCancel;

/** Adds sound in a translation session. Not answered. */
export const sessionInputAudioBufferAppend = events.sessionInputAudioBufferAppend;

/** Changes the settings of a translation session. Answered by `session.updated`. */
export const translationSessionUpdate = events.translationSessionUpdate;
