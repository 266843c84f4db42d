import { describe, expect, it } from '@jest/globals';
import pc from 'picocolors';
import { eventLine } from './eventLine.ts';

const line = (from: 'client' | 'server', event: Record<string, unknown>, colored = false): string =>
  eventLine(pc.createColors(colored))({ connection: 2, from, timeMs: 12_345.6, event });

const pcm = Buffer.alloc(1_920).toString('base64');

describe('eventLine', () => {
  it('says when, which connection, which way and what', () => {
    expect(line('client', { type: 'response.create' })).toBe('   12.346 #2 → response.create');
    expect(
      line('server', { type: 'input_audio_buffer.speech_started', audio_start_ms: 40, item_id: 'item_1' }),
    ).toBe('   12.346 #2 ← input_audio_buffer.speech_started        item_1 start 40 ms');
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      'a delta of text',
      { type: 'response.output_text.delta', item_id: 'item_1', delta: ' dog', obfuscation: 'xyz' },
      'item_1 " dog"',
    ],
    [
      'a transcript',
      { type: 'response.output_audio_transcript.done', item_id: 'item_1', transcript: 'Hi.' },
      'item_1 "Hi."',
    ],
    [
      'an error',
      {
        type: 'error',
        error: { type: 'invalid_request_error', code: 'invalid_value', param: 'audio', message: 'No.' },
      },
      'invalid_value audio "No."',
    ],
    [
      'an error without a code',
      { type: 'error', error: { type: 'server_error', code: null, message: 'No.' } },
      'server_error "No."',
    ],
    [
      'a failed response',
      {
        type: 'response.done',
        response: {
          id: 'resp_1',
          status: 'failed',
          status_details: { error: { code: 'quota', message: 'None left.' } },
        },
      },
      'resp_1 failed quota "None left."',
    ],
    [
      'a cancelled response',
      {
        type: 'response.done',
        response: { id: 'resp_1', status: 'cancelled', status_details: { reason: 'turn_detected' } },
      },
      'resp_1 cancelled turn_detected',
    ],
    [
      'a message',
      {
        type: 'conversation.item.create',
        item: { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Hello' }] },
      },
      'user "Hello"',
    ],
    [
      'a call',
      {
        type: 'response.output_item.done',
        item: { id: 'item_1', type: 'function_call', name: 'get_time', arguments: '{"a":1}' },
      },
      'item_1 get_time "{\\"a\\":1}"',
    ],
    [
      'a session',
      { type: 'session.created', session: { id: 'sess_1', model: 'gpt-realtime', instructions: 'You are…' } },
      'sess_1 gpt-realtime',
    ],
  ])('says what matters of %s', (_, event, about) => {
    expect(line('server', event).slice(15)).toBe(`${String(event['type']).padEnd(40)} ${about}`);
  });

  it.each([
    { type: 'input_audio_buffer.append', audio: pcm },
    { type: 'session.input_audio_buffer.append', audio: pcm },
    { type: 'response.output_audio.delta', item_id: 'item_1', delta: pcm },
    { type: 'session.output_audio.delta', delta: pcm },
  ])('measures the sound of $type and does not print it', (event) => {
    expect(line('client', event)).toContain('1920 bytes of sound');
    expect(line('client', event)).not.toContain('AAAA');
  });

  it('prints no sound of items', () => {
    const item = { type: 'message', role: 'user', content: [{ type: 'input_audio', audio: pcm }] };
    expect(line('client', { type: 'conversation.item.create', item })).not.toContain('AAAA');
  });

  it('stays one line that cannot move the cursor, whatever a client sends', () => {
    const harm = '\u001b[2J\r\n\u009b5A';
    for (const event of [
      { type: harm },
      { type: 5 },
      { type: 'conversation.item.delete', item_id: harm },
      { type: 'response.create', response: { instructions: harm } },
      { type: 'conversation.item.create', item: { id: harm, role: harm, name: harm, arguments: harm } },
    ]) {
      const text = line('client', event);
      expect(text).not.toMatch(/\p{Cc}/u);
    }
    expect(line('client', { type: 'x'.repeat(10_000), delta: 'y'.repeat(10_000) }).length).toBeLessThan(250);
  });

  it('has colours when asked, red for trouble', () => {
    expect(line('server', { type: 'error', error: {} }, true)).toContain('\u001b[31merror\u001b[39m');
  });
});
