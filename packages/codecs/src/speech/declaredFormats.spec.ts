import { describe, expect, it } from '@jest/globals';
import { either as E } from 'fp-ts';
import { decodeServerEvent } from '../wire/decodeServerEvent.ts';
import { declaredFormats } from './declaredFormats.ts';
import type { SoundFormats } from './declaredFormats.ts';

const after = (event: object, known?: SoundFormats): SoundFormats => {
  const decoded = decodeServerEvent({ event_id: 'event_1', ...event });
  if (E.isLeft(decoded)) throw new Error('not decoded');
  return declaredFormats(decoded.right, known);
};
const pcm = (rate: number) => ({ type: 'audio/pcm', rate });
const session = (audio: object, type = 'realtime') => ({
  type: 'session.updated',
  session: { id: 'sess_1', object: 'realtime.session', type, audio },
});

describe('declaredFormats', () => {
  it('are those of the session, each way', () => {
    const audio = { input: { format: pcm(16_000) }, output: { format: { type: 'audio/pcmu' } } };
    expect(after(session(audio))).toEqual({ input: pcm(16_000), output: { type: 'audio/pcmu' } });
    expect(after({ ...session(audio), type: 'session.created' }).input).toEqual(pcm(16_000));
  });

  it('stay what they were where a session does not say them', () => {
    const known = { input: pcm(8_000), output: pcm(48_000) };
    expect(after(session({}), known)).toEqual(known);
    expect(after(session({ output: { format: null } }), known)).toEqual(known);
    expect(after(session({ output: { format: { type: 'audio/pcm' } } }), known)).toEqual(known);
    expect(after({ type: 'input_audio_buffer.cleared' }, known)).toBe(known);
  });

  it('are not those of before where the type is another one', () => {
    const known = { input: pcm(8_000), output: pcm(24_000) };
    expect(after(session({ input: { format: { type: 'audio/pcma' } } }), known).input).toEqual({
      type: 'audio/pcma',
    });
    expect(after(session({ input: { format: { type: 'mp3' } } }), known).input).toEqual({ type: 'mp3' });
  });

  it('are those that were asked for in a new session that does not say them', () => {
    const [known, asked] = [
      { input: pcm(8_000), output: pcm(8_000) },
      { input: pcm(16_000), output: pcm(48_000) },
    ];
    const created = { ...session({}), type: 'session.created', event_id: 'event_1' };
    const decoded = decodeServerEvent(created);
    expect(E.isRight(decoded) && declaredFormats(decoded.right, known, asked)).toEqual(asked);
  });

  it('are those of a restored session', () => {
    const audio = { output: { format: { type: 'audio/pcmu' } } } as const;
    const report = { exact: [], degraded: [], dropped: [], estimatedTokens: 0 };
    const whole = { type: 'realtime', audio } as const;
    const restored = { type: 'connection.restored', generation: 2, session: whole, report } as const;
    expect(declaredFormats(restored).output).toEqual({ type: 'audio/pcmu' });
  });

  it('are those of a response alone', () => {
    const response = { id: 'resp_1', audio: { output: { format: pcm(16_000) } } };
    const known = { input: pcm(8_000), output: pcm(24_000) };
    expect(after({ type: 'response.created', response }, known)).toEqual({
      input: pcm(8_000),
      output: pcm(16_000),
    });
  });

  it('are input alone in a session that transcribes', () => {
    const known = { input: pcm(8_000), output: pcm(24_000) };
    const audio = { input: { format: pcm(16_000) } };
    expect(after(session(audio, 'transcription'), known)).toEqual({ ...known, input: pcm(16_000) });
  });
});
