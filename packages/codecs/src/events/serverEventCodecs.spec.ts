import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expectTypeOf } from 'expect-type';
import { either as E } from 'fp-ts';
import { examples, protocol, wire } from '../../test/fixtures.ts';
import { clientEventCodecs } from './clientEventCodecs.ts';
import { decodeClientEvent } from '../wire/decodeClientEvent.ts';
import { decodeFrame, decodeServerEvent } from '../wire/decodeServerEvent.ts';
import { encodeClientEvent } from '../wire/encodeClientEvent.ts';
import { encodeServerEvent } from '../wire/encodeServerEvent.ts';
import { serverEventCodecs } from './serverEventCodecs.ts';
import { decodeTranslationClientEvent } from '../translation/decodeTranslationClientEvent.ts';
import {
  decodeTranslationFrame,
  decodeTranslationServerEvent,
} from '../translation/decodeTranslationServerEvent.ts';
import { encodeTranslationClientEvent } from '../translation/encodeTranslationClientEvent.ts';
import { translationClientEventCodecs } from '../translation/translationClientEventCodecs.ts';
import { translationServerEventCodecs } from '../translation/translationServerEventCodecs.ts';
import { strict } from '../wire/strict.ts';
import {
  conversationItemCreate,
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
  RealtimeResponse,
  ServerEvent,
  ServerItem,
  UnknownServerEvent,
} from '../index.ts';
import type { EventTable } from './eventTable.ts';

const ajv = new Ajv2020({ strict: false, formats: { unixtime: true, double: true } });
addFormats.default(ajv);
ajv.addSchema(protocol);

const isValid = (definition: string, payload: unknown): boolean =>
  ajv.validate({ $ref: `${protocol.$id}#/$defs/${definition}` }, payload);

const payloadsOf = (key: string) => [...(examples[key] ?? []), ...(wire[key] ?? [])];

/** Examples of OpenAI's that do not match OpenAI's schema. */
const misprints = new Set(['input_audio_buffer.dtmf_event_received']);

describe.each(Object.entries(protocol.serverEvents))('%s', (type, definition) => {
  const payloads = payloadsOf(type).map((payload) => [payload]);

  it('has a fixture that the schema accepts', () => {
    expect(payloads.some(([payload]) => isValid(definition, payload))).toBe(true);
  });

  it.each(payloads)('decodes as it is, encodes, and decodes the same: %#', (payload) => {
    if (misprints.has(type) && payload['type'] !== type) return;
    const event = decodeServerEvent(payload);
    expect(event).toStrictEqual({ _tag: 'Right', right: payload });
    const frame = E.flatMap(event, encodeServerEvent);
    expect(frame).toEqual({ _tag: 'Right', right: JSON.stringify(payload) });
    expect(decodeFrame(JSON.stringify(payload))).toStrictEqual(event);
    expect(serverEventCodecs[type as keyof typeof serverEventCodecs].decode(payload)).toStrictEqual(event);
  });
});

describe.each(Object.entries(clientEventCodecs))('%s', (type, codec) => {
  const payloads = payloadsOf(type).map((payload) => [payload]);

  it('has a fixture', () => {
    expect(payloads.length).toBeGreaterThan(0);
  });

  it.each(payloads)('decodes, encodes, and decodes the same: %#', (payload) => {
    const event = decodeClientEvent(payload);
    expect(event).toStrictEqual({ _tag: 'Right', right: payload });
    expect(codec.decode(payload)).toStrictEqual(event);
    const frame = E.flatMap(event, encodeClientEvent);
    expect(frame).toEqual({ _tag: 'Right', right: JSON.stringify(payload) });
  });
});

describe.each(Object.keys(translationServerEventCodecs))('translation %s', (type) => {
  const payloads = payloadsOf(`translation:${type}`).map((payload) => [payload]);

  it('has a fixture', () => {
    expect(payloads.length).toBeGreaterThan(0);
  });

  it.each(payloads)('decodes: %#', (payload) => {
    expect(decodeTranslationServerEvent(payload)).toStrictEqual({ _tag: 'Right', right: payload });
    expect(decodeTranslationFrame(JSON.stringify(payload))).toStrictEqual({ _tag: 'Right', right: payload });
  });
});

describe.each(Object.keys(translationClientEventCodecs))('translation %s', (type) => {
  it.each(payloadsOf(`translation:${type}`).map((payload) => [payload]))(
    'decodes and encodes: %#',
    (payload) => {
      const event = decodeTranslationClientEvent(payload);
      expect(event).toStrictEqual({ _tag: 'Right', right: payload });
      if (event._tag === 'Left') return;
      expect(encodeTranslationClientEvent(event.right)).toEqual({
        _tag: 'Right',
        right: JSON.stringify(payload),
      });
    },
  );
});

it('accepts in a strict reading every fixture that the schema accepts, and no other', () => {
  for (const [type, definition] of Object.entries(protocol.serverEvents)) {
    for (const payload of payloadsOf(type)) {
      const event = decodeServerEvent(payload, { strict });
      const isRead = event._tag === 'Right' && event.right.type === type;
      expect([type, isRead]).toEqual([type, isValid(definition, payload)]);
    }
  }
});

describe('what a socket tells itself', () => {
  const lost: ServerEvent = {
    type: 'connection.lost',
    generation: 1,
    outcome: { generation: 1, code: 1006, reason: '', wasClean: false, retriable: true },
  };

  it('is not taken from the wire: a frame that looks like it is unknown', () => {
    const decoded = decodeFrame(JSON.stringify(lost));
    expect(decoded).toMatchObject({ right: { type: 'unknown', wireType: 'connection.lost' } });
  });

  it('is not written to the wire', () => {
    expect(encodeServerEvent(lost)).toMatchObject({ left: { code: 'unknown_type' } });
  });
});

describe('types', () => {
  it('of a table have each event under its own type', () => {
    interface Two {
      'input_audio_buffer.cleared': InputAudioBufferCleared;
      'output_audio_buffer.cleared': OutputAudioBufferCleared;
    }
    const right: EventTable<Two> = {
      'input_audio_buffer.cleared': InputAudioBufferCleared,
      'output_audio_buffer.cleared': OutputAudioBufferCleared,
    };
    // @ts-expect-error one is missing
    const missing: EventTable<Two> = { 'input_audio_buffer.cleared': InputAudioBufferCleared };
    const crossed: EventTable<Two> = {
      // @ts-expect-error the codec is of the other type
      'input_audio_buffer.cleared': OutputAudioBufferCleared,
      // @ts-expect-error the codec is of the other type
      'output_audio_buffer.cleared': InputAudioBufferCleared,
    };
    interface Crossed {
      'input_audio_buffer.cleared': OutputAudioBufferCleared;
    }
    // @ts-expect-error the map itself is crossed
    type CrossedTable = EventTable<Crossed>;
    expectTypeOf<keyof CrossedTable>().toEqualTypeOf<keyof Crossed>();
    expect([right, missing, crossed].map((table) => Object.keys(table).length)).toEqual([2, 1, 2]);
  });

  it('of an event narrow by its type, those of an item by its own', () => {
    const look = (event: ServerEvent): void => {
      if (event.type === 'response.done') {
        expectTypeOf(event.response).toEqualTypeOf<RealtimeResponse>();
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
    };
    expectTypeOf(look).returns.toBeVoid();
    expectTypeOf(decodeFrame).returns.toEqualTypeOf<E.Either<DecodeFailure, ServerEvent>>();
  });

  it('let what was received be sent again, but no server event', () => {
    const send = (event: ServerEvent, item: Exclude<ServerItem, { type: 'unknown' }>): void => {
      conversationItemCreate(item);
      // @ts-expect-error not a client event
      encodeClientEvent(event);
    };
    expectTypeOf(send).returns.toBeVoid();
    expectTypeOf<UnknownServerEvent>().not.toExtend<ClientEvent>();
    expectTypeOf(userText('Hi')).toExtend<Item>();
  });

  it('of the constructors take what the schema takes', () => {
    sessionUpdate({ audio: { output: { voice: 'a voice of next year' } } });
    sessionUpdate({ type: 'transcription', audio: { input: { transcription: null } } });
    // @ts-expect-error null means "turn it off", and instructions cannot be
    sessionUpdate({ instructions: null });
    // @ts-expect-error no such field
    sessionUpdate({ temperature: 0.8 });
    responseCreate({
      conversation: 'none',
      input: [userText('Hi'), { type: 'item_reference', id: 'item_1' }],
    });
    // @ts-expect-error a reference is no item of a conversation
    conversationItemCreate({ type: 'item_reference', id: 'item_1' });
    expectTypeOf(sessionUpdate).returns.toExtend<ClientEvent>();
  });
});
