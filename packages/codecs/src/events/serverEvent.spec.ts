import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { either as E } from 'fp-ts';
import { examples, protocol, wire } from '../../test/fixtures.ts';
import { clientEventCodecs } from './clientEvent.ts';
import { decodeClientEvent } from '../wire/decodeClientEvent.ts';
import { decodeFrame, decodeServerEvent } from '../wire/decodeServerEvent.ts';
import { encodeClientEvent } from '../wire/encodeClientEvent.ts';
import { encodeServerEvent } from '../wire/encodeServerEvent.ts';
import { serverEventCodecs } from './serverEvent.ts';
import type { ServerEvent } from './serverEvent.ts';
import {
  decodeTranslationClientEvent,
  decodeTranslationFrame,
  decodeTranslationServerEvent,
  encodeTranslationClientEvent,
  translationClientEventCodecs,
  translationServerEventCodecs,
} from '../translation/translationEvent.ts';
import { strict } from '../wire/strict.ts';

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
