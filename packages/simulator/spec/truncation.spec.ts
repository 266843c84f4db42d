import { describe, expect, it } from '@jest/globals';
import { converse, ofType, respond } from './support/converse.ts';
import type { ReceivedAt } from './support/converse.ts';
import { say } from '../src/script/reply.ts';

const sentence = 'One and two and three and four and five and six.';
const responder = () => [say(sentence)];
const truncate = (item_id: string, audio_end_ms: number, content_index = 0): object => ({
  type: 'conversation.item.truncate',
  item_id,
  audio_end_ms,
  content_index,
});
const retrieve = (item_id: string): object => ({ type: 'conversation.item.retrieve', item_id });
const errorsIn = (events: readonly ReceivedAt[]) => ofType(events, 'error').map(({ error }) => error);

describe('truncating an item', () => {
  it('holds while the rest of it is still generated', () => {
    const session = converse({ responder, timing: { audioSpeed: 2 } });
    session.at(10, respond());
    session.on('response.output_audio.delta', ({ item_id }) => session.send(truncate(item_id, 50)));
    session.on('response.done', ({ response }) => {
      const id = response.output[0]?.id ?? '';
      session.send(retrieve(id));
      // The service does not say which event it refuses, though this one has an id.
      session.send({ ...truncate(id, 60), event_id: 'mine' });
      session.send(truncate(id, 40));
    });
    const events = session.until(20_000);
    expect(ofType(events, 'response.output_audio.delta').length).toBeGreaterThan(3);
    const heard = [{ type: 'output_audio' }];
    expect(ofType(events, 'conversation.item.done').map(({ item }) => item.content)).toEqual([heard]);
    expect(ofType(events, 'response.done').map(({ response }) => response.output[0]?.content)).toEqual([
      heard,
    ]);
    expect(ofType(events, 'conversation.item.retrieved')[0]?.item.content).toMatchObject(heard);
    expect(JSON.stringify(ofType(events, 'conversation.item.retrieved'))).not.toContain('transcript');
    expect(ofType(events, 'conversation.item.truncated').map(({ audio_end_ms }) => audio_end_ms)).toEqual([
      50, 40,
    ]);
    expect(errorsIn(events)).toEqual([
      {
        type: 'invalid_request_error',
        code: 'invalid_value',
        message: 'Audio content of 50ms is already shorter than 60ms',
        param: null,
        event_id: null,
      },
    ]);
  });

  it('leaves what was heard to be paid for', () => {
    const session = converse({ responder });
    session.at(0, { type: 'session.update', session: { type: 'realtime', instructions: '' } });
    session.at(10, respond());
    session.on('response.output_audio.delta', ({ item_id }) => session.send(truncate(item_id, 90)));
    session.at(10_000, respond({ output_modalities: ['text'] }));
    const [, second] = ofType(session.until(20_000), 'response.done');
    expect(second?.response.usage).toMatchObject({
      // Two for sound of 90 ms, one for the empty list of tools.
      input_token_details: { text_tokens: 1, audio_tokens: 2 },
    });
  });

  it('needs sound', () => {
    const session = converse({ responder });
    session.at(10, respond());
    session.on('response.content_part.added', ({ item_id }) => session.send(truncate(item_id, 0)));
    const events = session.until(20_000);
    expect(errorsIn(events)).toMatchObject([
      {
        code: 'invalid_value',
        message: 'Audio content of 0ms is already shorter than 0ms',
        param: null,
      },
    ]);
    expect(ofType(events, 'conversation.item.done')[0]?.item.content[0]?.transcript).toBe(sentence);
  });

  it('knows one part of content', () => {
    const session = converse({ responder });
    session.at(10, respond());
    session.on('response.output_audio.delta', ({ item_id }) => session.send(truncate(item_id, 50, 1)));
    expect(errorsIn(session.until(20_000))).toMatchObject([
      {
        code: 'invalid_value',
        param: 'content_index',
        message: "Invalid value: '1'. Supported values are: '0'.",
      },
    ]);
  });
});
