import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import type * as t from 'io-ts';
import { arbitraryOf } from '../test/arbitraryOf.ts';
import { protocol } from '../test/fixtures.ts';
import { mutated } from '../test/mutate.ts';
import { clientEventCodecs } from './clientEvent.ts';
import { serverEventCodecs } from './serverEvent.ts';
import { strict } from './strict.ts';
import { translationClientEventCodecs, translationServerEventCodecs } from './translationEvent.ts';
import * as http from './http.ts';

const ajv = new Ajv2020({ strict: false, formats: { unixtime: true, double: true } });
addFormats.default(ajv);
ajv.addSchema(protocol);

/** Valid payloads and mutated ones for each codec: 200 of each. */
const numRuns = 200;

function assertAgreement(codec: t.Mixed, definition: string): void {
  const accepts = ajv.compile({ $ref: `${protocol.$id}#/$defs/${definition}` });
  const exactly = strict(codec);
  const check = (value: unknown): void => {
    if (accepts(value) === exactly.is(value)) return;
    throw new Error(
      `${definition}: schema says ${String(accepts(value))} (${ajv.errorsText(accepts.errors)})`,
    );
  };
  const valid = arbitraryOf(protocol.$defs[definition] ?? {}, protocol.$defs);
  fc.assert(fc.property(valid, check), { numRuns });
  fc.assert(fc.property(mutated(valid), check), { numRuns });
}

type Table = Readonly<Record<string, t.Mixed>>;

function itAgrees(codecs: Table, definitions: Readonly<Record<string, string>>): void {
  it.each(Object.entries(definitions))('%s', (type, definition) => {
    const codec = codecs[type];
    if (codec === undefined) throw new Error('no codec');
    assertAgreement(codec, definition);
  });
}

describe('strict codecs accept exactly what the schema accepts', () => {
  describe('server events', () => {
    itAgrees(serverEventCodecs, protocol.serverEvents);
  });
  describe('client events', () => {
    itAgrees(clientEventCodecs, protocol.clientEvents);
  });
  describe('translation server events', () => {
    itAgrees(translationServerEventCodecs, protocol.translationServerEvents);
  });
  describe('translation client events', () => {
    itAgrees(translationClientEventCodecs, protocol.translationClientEvents);
  });
  describe('REST bodies', () => {
    itAgrees(http as Table, {
      ClientSecretCreateRequest: 'RealtimeCreateClientSecretRequest',
      ClientSecretCreateResponse: 'RealtimeCreateClientSecretResponse',
      TranslationClientSecretCreateRequest: 'RealtimeTranslationClientSecretCreateRequest',
      TranslationClientSecretCreateResponse: 'RealtimeTranslationClientSecretCreateResponse',
      CallCreateRequest: 'RealtimeCallCreateRequest',
      CallAcceptRequest: 'RealtimeSessionCreateRequestGA',
      CallReferRequest: 'RealtimeCallReferRequest',
      CallRejectRequest: 'RealtimeCallRejectRequest',
      WebhookRealtimeCallIncoming: 'WebhookRealtimeCallIncoming',
    });
  });
});

it('the tables have the events of the schema, and the client two more that a WebSocket accepts', () => {
  const keys = (table: object) => Object.keys(table).sort();
  expect(keys(serverEventCodecs)).toEqual(keys(protocol.serverEvents));
  expect(keys(clientEventCodecs)).toEqual(
    [...keys(protocol.clientEvents), 'session.close', 'session.input_audio_buffer.append'].sort(),
  );
  expect(keys(translationServerEventCodecs)).toEqual(keys(protocol.translationServerEvents));
  expect(keys(translationClientEventCodecs)).toEqual(keys(protocol.translationClientEvents));
});
