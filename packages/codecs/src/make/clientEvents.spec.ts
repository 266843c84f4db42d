import { describe, expect, it } from '@jest/globals';
import type * as t from 'io-ts';
import * as constructors from './clientEvents.ts';
import type { ClientEvent, ClientEventType } from '../events/clientEventCodecs.ts';
import { clientEventCodecs } from '../events/clientEventCodecs.ts';
import { encodeClientEvent } from '../wire/encodeClientEvent.ts';
import { assistantText } from './assistantText.ts';
import { functionCallOutput } from './functionCallOutput.ts';
import { mcpApprovalResponse } from './mcpApprovalResponse.ts';
import { systemText } from './systemText.ts';
import { userAudio } from './userAudio.ts';
import { userImage } from './userImage.ts';
import { userText } from './userText.ts';
import { strict } from '../wire/strict.ts';
import { encodeTranslationClientEvent } from '../translation/encodeTranslationClientEvent.ts';

const fixed = () => {
  let n = 0;
  return constructors.clientEvents({ eventId: () => `event_${++n}`, itemId: () => `item_${++n}` });
};

const all = (make: ReturnType<typeof fixed>): readonly ClientEvent[] => [
  make.sessionUpdate({ instructions: 'Be brief.' }),
  make.sessionUpdate({ type: 'transcription' }),
  make.sessionClose(),
  make.inputAudioBufferAppend(Int16Array.of(1, -1)),
  make.inputAudioBufferAppend(Uint8Array.of(1, 2, 3)),
  make.inputAudioBufferAppend('AQID'),
  make.inputAudioBufferCommit(),
  make.inputAudioBufferClear(),
  make.outputAudioBufferClear(),
  make.conversationItemCreate(userText('Hi')),
  make.conversationItemCreate(userAudio(Int16Array.of(1, -1)), { previous_item_id: 'root' }),
  make.conversationItemCreate(userImage('data:image/png;base64,AA==', 'low')),
  make.conversationItemCreate(systemText('Be kind.')),
  make.conversationItemCreate({ ...assistantText('Hello.'), id: 'item_mine' }),
  make.conversationItemCreate(functionCallOutput('call_1', '{}')),
  make.conversationItemCreate(mcpApprovalResponse('mcpr_1', true)),
  make.conversationItemCreate(mcpApprovalResponse('mcpr_1', false, 'No.')),
  make.conversationItemDelete('item_1'),
  make.conversationItemRetrieve('item_1'),
  make.conversationItemTruncate({ item_id: 'item_1', audio_end_ms: 12.9 }),
  make.responseCreate(),
  make.responseCreate({
    conversation: 'none',
    input: [{ type: 'item_reference', id: 'item_1' }, userText('Sum up.')],
  }),
  make.responseCancel(),
  make.responseCancel({ response_id: 'resp_1' }),
  make.sessionInputAudioBufferAppend(Int16Array.of(1)),
];

const codecs: Readonly<Record<ClientEventType, t.Mixed>> = clientEventCodecs;

it('makes events that the schema accepts, each with its id', () => {
  for (const event of all(fixed())) {
    expect([event, strict(codecs[event.type]).is(event)]).toEqual([event, true]);
    expect(event.event_id).toMatch(/^event_\d+$/);
  }
});

it('makes the same events with random ids by default', () => {
  const withoutIds = (event: ClientEvent) =>
    JSON.stringify(event).replace(/(event|item)_[0-9A-Za-z]+/g, 'id');
  expect(all(constructors).map(withoutIds)).toEqual(all(fixed()).map(withoutIds));
  expect(constructors.responseCreate().event_id).toMatch(/^event_[0-9A-Za-z]{21}$/);
});

describe('each', () => {
  const make = fixed();

  it('fills in what has only one sensible value', () => {
    expect(make.sessionUpdate({ instructions: 'x' }).session).toEqual({
      type: 'realtime',
      instructions: 'x',
    });
    expect(make.sessionUpdate({ type: 'transcription' }).session).toEqual({ type: 'transcription' });
    expect(make.conversationItemTruncate({ item_id: 'i', audio_end_ms: 12.9 })).toMatchObject({
      content_index: 0,
      audio_end_ms: 12,
    });
    expect(make.conversationItemTruncate({ item_id: 'i', audio_end_ms: -3 }).audio_end_ms).toBe(0);
  });

  it('gives an item an id only when it has none', () => {
    expect(make.conversationItemCreate(userText('Hi')).item.id).toMatch(/^item_\d+$/);
    expect(make.conversationItemCreate({ ...userText('Hi'), id: 'item_mine' }).item.id).toBe('item_mine');
  });

  it('leaves out what is not given', () => {
    expect(Object.keys(make.responseCreate())).toEqual(['type', 'event_id']);
    expect(Object.keys(make.responseCancel())).toEqual(['type', 'event_id']);
    expect(userImage('data:,').content[0]).toEqual({ type: 'input_image', image_url: 'data:,' });
  });
});

it('is written as JSON writes it', () => {
  for (const event of all(fixed()))
    expect(encodeClientEvent(event)).toEqual({ _tag: 'Right', right: JSON.stringify(event) });
  const update = constructors.translationSessionUpdate({ audio: { output: { language: 'es' } } });
  expect(encodeTranslationClientEvent(update)).toEqual({ _tag: 'Right', right: JSON.stringify(update) });
});
