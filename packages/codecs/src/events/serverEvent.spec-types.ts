/** What must compile and what must not. */
import type { either as E } from 'fp-ts';
import { expectTypeOf } from 'expect-type';
import {
  conversationItemCreate,
  decodeFrame,
  encodeClientEvent,
  InputAudioBufferCleared,
  OutputAudioBufferCleared,
  responseCreate,
  sessionUpdate,
  userText,
} from '../index.ts';
import type {
  ClientEvent,
  DecodeFailure,
  Item,
  Response,
  ServerEvent,
  ServerItem,
  UnknownServerEvent,
} from '../index.ts';
import type { EventTable } from './eventTable.ts';

// A table has each event under its own type.
interface Two {
  'input_audio_buffer.cleared': InputAudioBufferCleared;
  'output_audio_buffer.cleared': OutputAudioBufferCleared;
}
export const right: EventTable<Two> = {
  'input_audio_buffer.cleared': InputAudioBufferCleared,
  'output_audio_buffer.cleared': OutputAudioBufferCleared,
};
// @ts-expect-error one is missing
export const missing: EventTable<Two> = { 'input_audio_buffer.cleared': InputAudioBufferCleared };
export const crossed: EventTable<Two> = {
  // @ts-expect-error the codec is of the other type
  'input_audio_buffer.cleared': OutputAudioBufferCleared,
  // @ts-expect-error the codec is of the other type
  'output_audio_buffer.cleared': InputAudioBufferCleared,
};
interface Crossed {
  'input_audio_buffer.cleared': OutputAudioBufferCleared;
}
// @ts-expect-error the map itself is crossed
export type CrossedTable = EventTable<Crossed>;

// An event narrows by its type, an item by its.
declare const event: ServerEvent;
if (event.type === 'response.done') {
  expectTypeOf(event.response).toEqualTypeOf<Response>();
  expectTypeOf(event.response.id).toEqualTypeOf<string>();
  for (const item of event.response.output ?? []) {
    expectTypeOf(item).toEqualTypeOf<ServerItem>();
    if (item.type === 'function_call') expectTypeOf(item.arguments).toEqualTypeOf<string>();
    if (item.type === 'message' && item.role === 'user') expectTypeOf(item.id).toEqualTypeOf<string>();
    if (item.type === 'unknown') expectTypeOf(item.payload).toEqualTypeOf<unknown>();
  }
}
if (event.type === 'unknown') expectTypeOf(event).toEqualTypeOf<UnknownServerEvent>();
if (event.type === 'session.created' && event.session.type === 'realtime') {
  expectTypeOf(event.session.instructions).toEqualTypeOf<string | null | undefined>();
}

expectTypeOf(decodeFrame).returns.toEqualTypeOf<E.Either<DecodeFailure, ServerEvent>>();

// What is received can be sent again; a server event cannot be sent.
declare const item: Exclude<ServerItem, { type: 'unknown' }>;
conversationItemCreate(item);
// @ts-expect-error not a client event
encodeClientEvent(event);
expectTypeOf<UnknownServerEvent>().not.toExtend<ClientEvent>();
expectTypeOf(userText('Hi')).toExtend<Item>();

// Constructors take what the schema takes.
sessionUpdate({ audio: { output: { voice: 'a voice of next year' } } });
sessionUpdate({ type: 'transcription', audio: { input: { transcription: null } } });
// @ts-expect-error null means "turn it off", and instructions cannot be
sessionUpdate({ instructions: null });
// @ts-expect-error no such field
sessionUpdate({ temperature: 0.8 });
responseCreate({ conversation: 'none', input: [userText('Hi'), { type: 'item_reference', id: 'item_1' }] });
// @ts-expect-error a reference is no item of a conversation
conversationItemCreate({ type: 'item_reference', id: 'item_1' });
