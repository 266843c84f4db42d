import { describe, expect, it } from '@jest/globals';
import { exchange } from './support/exchange.ts';
import { createSimulator } from '../src/createSimulator.ts';

const conversation = '/v1/realtime';
const translations = '/v1/realtime/translations';
const azure = '/openai/v1/realtime';

describe('admission refuses', () => {
  it.each<[string, string, string, string | null]>([
    ['a model for a call', `${conversation}?model=gpt-realtime&call_id=rtc_1`, 'invalid_value', null],
    ['an intent for a call', `${conversation}?intent=transcription&call_id=rtc_1`, 'invalid_value', null],
    [
      'a model for transcription',
      `${conversation}?intent=transcription&model=gpt-realtime`,
      'invalid_model',
      'model',
    ],
    ['an unknown intent', `${conversation}?intent=dictation`, 'invalid_value', 'intent'],
    ['a call without an id', `${conversation}?call_id=`, 'invalid_value', 'call_id'],
    ['a call of another kind', `${conversation}?call_id=call_1`, 'invalid_value', 'call_id'],
    ['nothing asked for', conversation, 'missing_model', 'model'],
    ['a translation without a model', translations, 'missing_model', 'model'],
    ['a translation of an intent', `${translations}?intent=transcription`, 'missing_model', 'model'],
    ['a translation of a call', `${translations}?call_id=rtc_1`, 'missing_model', 'model'],
    ['a translation by a model that talks', `${translations}?model=gpt-realtime`, 'invalid_model', 'model'],
    [
      'a conversation with a model that translates',
      `${conversation}?model=gpt-realtime-translate`,
      'invalid_model',
      'model',
    ],
  ])('%s: %s', (_what, path, code, param) => {
    const received = exchange([], { url: `ws://simulator${path}` });
    expect(received.map(({ type }) => type)).toEqual(['error']);
    expect(received[0]?.error).toMatchObject({ code, param });
  });

  it('a client secret that it has not made, whether or not there is a key', () => {
    const { WebSocket } = createSimulator();
    const ends: unknown[] = [];
    const socket = new WebSocket('ws://simulator/v1/realtime', ['openai-insecure-api-key.ek_unknown']);
    return new Promise<void>((resolve) => {
      socket.onclose = ({ code, reason }) => {
        ends.push([code, reason]);
        resolve();
      };
    }).then(() => expect(ends).toEqual([[3000, 'invalid_request_error.invalid_api_key']]));
  });

  it('a path that is none of the API, before anything is opened', async () => {
    const { WebSocket } = createSimulator();
    const socket = new WebSocket('ws://simulator/v1/nonsense?model=gpt-realtime');
    const status = await new Promise((resolve) => {
      socket.on('unexpected-response', (request, { statusCode }) => {
        resolve(statusCode);
        request.destroy();
      });
    });
    expect(status).toBe(404);
  });
});

describe('admission takes', () => {
  it.each<[string, string, string]>([
    ['a model alone', '?model=gpt-realtime', 'realtime'],
    ['a conversation', `${conversation}?model=gpt-realtime-2.1`, 'realtime'],
    ['a transcription', `${conversation}?intent=transcription`, 'transcription'],
    ['a call', `${conversation}?call_id=rtc_1`, 'realtime'],
    ['a translation', `${translations}?model=gpt-realtime-translate`, 'translation'],
    ['Azure', `${azure}?model=my-realtime`, 'realtime'],
    ['Azure’s transcription', `${azure}?intent=transcription`, 'transcription'],
    ['Azure’s translation', `${azure}/translations?model=my-realtime-for-trips`, 'translation'],
    ['Azure’s preview', '/openai/realtime?api-version=2025-04-01-preview&deployment=my-realtime', 'realtime'],
    ['a gateway in front', '/team/blue/v1/realtime/?model=gpt-realtime', 'realtime'],
  ])('%s', (_what, path, type) => {
    const map = type === 'translation' ? 'translationServerEvents' : 'serverEvents';
    const received = exchange([], { url: `ws://simulator${path}`, map });
    expect(received.map(({ session }) => session['type'])).toEqual([type]);
  });
});
