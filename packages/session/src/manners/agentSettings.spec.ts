import { describe, expect, it } from '@jest/globals';
import * as t from 'io-ts';
import { tool } from '../tools/tool.ts';
import { agentSettings } from './agentSettings.ts';

const agent = { name: 'billing', instructions: 'You know the bills.' };
const bill = tool({ name: 'bill', description: 'The bill.', parameters: t.type({}), run: () => 12 });
const remote = { type: 'mcp', server_label: 'library' } as const;

describe('agentSettings', () => {
  it('names the tools, also where there are none', () => {
    expect(agentSettings(agent)).toEqual({ instructions: 'You know the bills.', tools: [] });
    expect(agentSettings({ ...agent, tools: [bill], session: { tools: [remote] } }).tools).toEqual([
      remote,
      bill.definition,
    ]);
  });

  it('sets the voice beside the rest of the sound', () => {
    const session = { audio: { input: { turn_detection: null }, output: { speed: 1.1 } } };
    expect(agentSettings({ ...agent, voice: 'cedar', session }).audio).toEqual({
      input: { turn_detection: null },
      output: { speed: 1.1, voice: 'cedar' },
    });
  });

  it('leaves the voice out once the session has spoken', () => {
    const session = { audio: { output: { voice: 'cedar' } } };
    expect(agentSettings({ ...agent, session }).audio).toEqual({ output: { voice: 'cedar' } });
    expect(agentSettings({ ...agent, session }, { hasSpoken: true })).not.toHaveProperty('audio');
    expect(agentSettings({ ...agent, voice: 'cedar' }, { hasSpoken: true })).not.toHaveProperty('audio');
  });
});
