import { describe, expect, it } from '@jest/globals';
import { mergeSettings } from './mergeSettings.ts';

describe('mergeSettings', () => {
  it('keeps what an update leaves out, at every depth', () => {
    const before = { instructions: 'Be brief.', audio: { output: { voice: 'marin' } } } as const;
    expect(mergeSettings(before, { audio: { output: { speed: 1.1 } } })).toEqual({
      instructions: 'Be brief.',
      audio: { output: { voice: 'marin', speed: 1.1 } },
    });
  });

  it('clears with null', () => {
    const before = { audio: { input: { turn_detection: { type: 'server_vad' } } } } as const;
    expect(mergeSettings(before, { audio: { input: { turn_detection: null } } })).toEqual({
      audio: { input: { turn_detection: null } },
    });
  });

  it('replaces lists, and what a type tells apart', () => {
    const tool = (name: string) => ({ type: 'function', name }) as const;
    expect(mergeSettings({ tools: [tool('a'), tool('b')] }, { tools: [tool('c')] })).toEqual({
      tools: [tool('c')],
    });
    const before = { audio: { input: { turn_detection: { type: 'server_vad', threshold: 0.9 } } } } as const;
    const update = { audio: { input: { turn_detection: { type: 'semantic_vad' } } } } as const;
    expect(mergeSettings(before, update)).toEqual(update);
  });

  it('changes neither of the two', () => {
    const before = Object.freeze({ audio: Object.freeze({ output: Object.freeze({ voice: 'marin' }) }) });
    mergeSettings(before, { audio: { output: { voice: 'cedar' } } });
    expect(before).toEqual({ audio: { output: { voice: 'marin' } } });
  });
});
