import { describe, expect, it } from '@jest/globals';
import type { SessionSettings } from '@rx-realtime/codecs';
import { settingsWithin } from './settingsWithin.ts';

const wish: SessionSettings = {
  instructions: 'Be brief.',
  output_modalities: ['audio'],
  audio: {
    input: { turn_detection: { type: 'server_vad' }, noise_reduction: { type: 'near_field' } },
    output: { voice: 'marin' },
  },
};

describe('settingsWithin', () => {
  it('leaves settings alone that a server can do', () => {
    expect(settingsWithin(wish)).toEqual({ settings: wish, leftOut: [] });
    expect(settingsWithin({}, { soundOut: false, turnDetection: false })).toEqual({
      settings: {},
      leftOut: [],
    });
  });

  it('has a server write that does not speak', () => {
    const { settings, leftOut } = settingsWithin(wish, { soundOut: false });
    expect(settings).toMatchObject({ output_modalities: ['text'], instructions: 'Be brief.' });
    expect(settings.audio).toEqual({ input: wish.audio?.input });
    expect(leftOut).toEqual(['output_modalities', 'audio.output']);
  });

  it('leaves the end of turns to the client where a server does not hear it', () => {
    const { settings, leftOut } = settingsWithin(wish, { turnDetection: false });
    expect(settings.audio?.input).toEqual({ turn_detection: null, noise_reduction: { type: 'near_field' } });
    expect(leftOut).toEqual(['audio.input.turn_detection']);
  });
});
