import { describe, expect, it } from '@jest/globals';
import { withCredentials } from './withCredentials.ts';

const tool = { type: 'mcp', server_label: 'shop', server_url: 'https://shop.example' } as const;
const secret = { ...tool, authorization: 'secret', headers: { 'x-key': 'key' } };
const other = { ...tool, server_label: 'bank' };
const local = { type: 'function', name: 'order' } as const;

describe('withCredentials', () => {
  it('gives tools of the same label what they lack', () => {
    const settings = { instructions: 'Be brief.', tools: [local, tool, other] };
    expect(withCredentials(settings, { tools: [local, secret] })).toEqual({
      instructions: 'Be brief.',
      tools: [local, secret, other],
    });
  });

  it('keeps what a tool has itself', () => {
    const own = { ...secret, authorization: 'own' };
    expect(withCredentials({ tools: [own] }, { tools: [secret] })).toEqual({ tools: [own] });
  });

  it('leaves settings without tools as they are', () => {
    const settings = { instructions: 'Be brief.' };
    expect(withCredentials(settings, { tools: [secret] })).toBe(settings);
    const transcription = { type: 'transcription' } as const;
    expect(withCredentials(transcription, transcription)).toBe(transcription);
  });
});
