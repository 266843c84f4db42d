import { describe, expect, it } from '@jest/globals';
import { converse, ofType, respond, update } from './support/converse.ts';
import type { ReceivedAt } from './support/converse.ts';

const inVoice = (voice: unknown, others: object = {}): object =>
  respond({ ...others, audio: { output: { voice } } });

const custom = { id: 'voice_1' };
const voicesIn = (events: readonly ReceivedAt[]): readonly unknown[] =>
  ofType(events, 'response.created').map(({ response }) => response.audio.output.voice);

describe('the voice of a response', () => {
  it('cannot be another once the assistant has spoken', () => {
    const session = converse();
    session.at(0, respond());
    session.at(5_000, { ...inVoice('cedar'), event_id: 'mine' }, inVoice('marin'));
    const events = session.until(20_000);
    expect(ofType(events, 'error').map(({ error }) => error)).toMatchObject([
      { code: 'cannot_update_voice', param: 'response.audio.output.voice', event_id: 'mine' },
    ]);
    expect(voicesIn(events)).toEqual(['marin', 'marin']);
  });

  it('is shown as it was asked for when it is a custom one, at the beginning and at the end', () => {
    const session = converse();
    session.at(0, update({ audio: { output: { voice: custom } } }), respond());
    const events = session.until(20_000);
    const shown = ['response.created', 'response.done'].flatMap((type) => ofType(events, type));
    expect(shown.map(({ response }) => response.audio.output.voice)).toEqual([custom, custom]);
  });

  it('is its own before, and stays', () => {
    const session = converse();
    session.at(0, inVoice('cedar', { output_modalities: ['text'] }));
    session.at(5_000, inVoice(custom));
    session.at(10_000, inVoice('marin'), respond());
    session.at(15_000, inVoice(custom));
    const events = session.until(20_000);
    expect(voicesIn(events)).toEqual(['cedar', custom, custom, custom]);
    expect(ofType(events, 'error').map(({ error }) => error.code)).toEqual(['cannot_update_voice']);
  });
});
