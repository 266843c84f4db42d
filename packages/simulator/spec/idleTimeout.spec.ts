import { describe, expect, it } from '@jest/globals';
import { sound } from './support/client.ts';
import { converse, detect, ofType, respond, speech } from './support/converse.ts';
import type { Conversation, ReceivedAt } from './support/converse.ts';
import { say } from '../src/script/reply.ts';
import type { SimulatorConfig } from '../src/simulator.ts';

const vad = (settings: object = {}): object =>
  detect({ type: 'server_vad', idle_timeout_ms: 5_000, ...settings });

const isAnswered = 'response.done';
const timeouts = (events: readonly ReceivedAt[]): readonly number[] =>
  ofType(events, 'input_audio_buffer.timeout_triggered').map(({ atMs }) => atMs);

/** When the sound of the first response has been played. */
const playedAt = (events: readonly ReceivedAt[]): number => {
  const first = ofType(events, 'response.output_audio.delta').filter(
    ({ response_id }, _, all) => response_id === all[0]?.response_id,
  );
  const bytes = first.reduce((sum, { delta }) => sum + Buffer.from(delta, 'base64').length, 0);
  return (first[0]?.atMs ?? 0) + bytes / 48;
};

/** A session that was answered once and then hears nothing. */
const answered = (settings?: object, config?: SimulatorConfig): Conversation => {
  const session = converse(config);
  session.at(10, vad(settings), respond());
  return session;
};

describe('the idle timeout', () => {
  it('counts from the end of the sound', () => {
    const events = answered().until(12_000);
    const [first = 0] = timeouts(events);
    expect(Math.abs(first - playedAt(events) - 5_000)).toBeLessThan(2);
    expect(first).toBeGreaterThan((ofType(events, isAnswered)[0]?.atMs ?? 0) + 5_000);
  });

  it('waits for a user who goes on speaking while and after the assistant is generating', () => {
    const responder = () => [say('word '.repeat(20))];
    const settings = { interrupt_response: false, silence_duration_ms: 600 };
    const session = answered(settings, { responder });
    const said = speech('word '.repeat(60));
    session.speak(20, sound(said, 1_000));
    const events = session.until(25 + said.length / 24 + 4_000);
    expect(said.length / 24).toBeGreaterThan(12_000);
    const [started, ...more] = ofType(events, 'input_audio_buffer.speech_started');
    expect(more).toEqual([]);
    expect(started?.atMs).toBeLessThan(ofType(events, isAnswered)[0]?.atMs ?? 0);
    expect(timeouts(events)).toEqual([]);
  });

  it('begins again after a turn that is not answered', () => {
    const session = answered({ create_response: false });
    session.speak(3_000, sound(speech('Good morning.'), 500));
    const events = session.until(12_000);
    const [stopped] = ofType(events, 'input_audio_buffer.speech_stopped');
    expect(timeouts(events)).toEqual([(stopped?.atMs ?? 0) + 5_000]);
  });

  it('begins again when the client clears away what the user was saying', () => {
    const session = answered();
    const said = speech('Good morning.');
    session.speak(3_000, said);
    session.at(3_100 + said.length / 24, { type: 'input_audio_buffer.clear' });
    const events = session.until(10_000);
    const [cleared] = ofType(events, 'input_audio_buffer.cleared');
    expect(ofType(events, 'input_audio_buffer.speech_started')).toHaveLength(1);
    expect(timeouts(events)).toEqual([(cleared?.atMs ?? 0) + 5_000]);
  });

  it('is over when turn detection is switched off or semantic', () => {
    for (const detection of [null, { type: 'semantic_vad' }]) {
      const session = answered();
      session.at(3_000, detect(detection));
      expect(timeouts(session.until(60_000))).toEqual([]);
    }
  });

  it('takes a new time to wait while it waits', () => {
    const session = answered();
    session.at(3_000, vad({ idle_timeout_ms: 20_000 }));
    const events = session.until(30_000);
    expect(timeouts(events)).toHaveLength(1);
    expect(Math.abs((timeouts(events)[0] ?? 0) - playedAt(events) - 20_000)).toBeLessThan(2);
  });

  it('elapses at once when the new time is over already', () => {
    const session = answered({ idle_timeout_ms: 30_000 });
    session.at(20_000, vad());
    expect(timeouts(session.until(24_000))).toEqual([20_000]);
  });

  it('counts from the moment it is switched on in the silence', () => {
    const session = answered({ idle_timeout_ms: null });
    session.at(10_000, vad());
    const [triggered] = ofType(session.until(18_000), 'input_audio_buffer.timeout_triggered');
    expect(triggered?.atMs).toBe(15_000);
  });

  it('does not mind other settings', () => {
    const session = answered();
    session.at(3_000, vad({ threshold: 0.6 }), { type: 'session.update', session: { type: 'realtime' } });
    const events = session.until(12_000);
    expect(Math.abs((timeouts(events)[0] ?? 0) - playedAt(events) - 5_000)).toBeLessThan(2);
  });

  it('does not mind a response outside the conversation, or one that is refused', () => {
    const session = answered();
    session.at(3_000, respond({ conversation: 'none' }));
    session.at(4_000, respond({ input: [{ type: 'item_reference', id: 'item_unknown' }] }));
    const events = session.until(12_000);
    expect(ofType(events, 'error')).toHaveLength(1);
    expect(Math.abs((timeouts(events)[0] ?? 0) - playedAt(events) - 5_000)).toBeLessThan(2);
  });

  it('starts anew with each response of the conversation', () => {
    const session = answered({}, { responder: () => [say('Yes.')] });
    for (const ms of [4_000, 8_000, 12_000]) session.at(ms, respond({ output_modalities: ['text'] }));
    const events = session.until(18_500);
    const last = ofType(events, isAnswered)
      .filter(({ atMs }) => atMs < 17_000)
      .at(-1);
    expect(timeouts(events)).toEqual([(last?.atMs ?? 0) + 5_000]);
  });
});
