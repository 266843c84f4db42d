import { expect, it } from '@jest/globals';
import { responseCreate, sessionUpdate } from '@rx-realtime/codecs';
import { betaDialect } from './betaDialect.ts';

const format = { type: 'audio/pcm', rate: 16_000 } as const;

it('speaks the beta in both directions', () => {
  const { lift, lower } = betaDialect();
  expect(lift?.({ type: 'response.audio.delta', delta: 'AAAA' })).toEqual([
    { type: 'response.output_audio.delta', delta: 'AAAA' },
  ]);
  expect(lower?.(responseCreate({ output_modalities: ['text'] }))).toMatchObject({
    response: { modalities: ['text'] },
  });
});

it('knows what pcm16 means to the server, in both directions', () => {
  const { lift, lower } = betaDialect({ inputRateHz: 16_000 });
  expect(lower?.(sessionUpdate({ audio: { input: { format } } }))).toMatchObject({
    session: { input_audio_format: 'pcm16' },
  });
  const session = { input_audio_format: 'pcm16' };
  expect(lift?.({ type: 'session.updated', session })).toMatchObject([
    { session: { audio: { input: { format } } } },
  ]);
});

it('says what the server can do, if anything is said', () => {
  expect(betaDialect({ capabilities: { truncation: false } }).capabilities).toEqual({ truncation: false });
  expect(betaDialect()).not.toHaveProperty('capabilities');
});
