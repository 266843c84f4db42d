import { describe, expect, it } from '@jest/globals';
import type { ServerItem } from '../resources/item.ts';
import { textOf } from './textOf.ts';

describe('textOf', () => {
  it.each<[ServerItem, string]>([
    [
      { type: 'message', id: 'i', role: 'system', content: [{ type: 'input_text', text: 'Be brief.' }] },
      'Be brief.',
    ],
    [
      {
        type: 'message',
        id: 'i',
        role: 'user',
        content: [
          { type: 'input_text', text: 'What ' },
          { type: 'input_image', image_url: 'data:image/png;base64,AA==' },
          { type: 'input_audio', transcript: 'is this?' },
        ],
      },
      'What is this?',
    ],
    [{ type: 'message', id: 'i', role: 'user', content: [{ type: 'input_audio', transcript: null }] }, ''],
    [
      {
        type: 'message',
        id: 'i',
        role: 'assistant',
        content: [{ type: 'output_audio', transcript: 'A cat.' }],
      },
      'A cat.',
    ],
    [{ type: 'function_call', id: 'i', call_id: 'c', name: 'f', arguments: '{"text":"no"}' }, ''],
    [{ type: 'unknown', wireType: 'hologram', payload: { text: 'no' } }, ''],
  ])('%j: %s', (item, text) => expect(textOf(item)).toBe(text));
});
