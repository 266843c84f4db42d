import { describe, expect, it } from '@jest/globals';
import { sound } from './support/client.ts';
import { append, converse, detect, ofType, respond, speech } from './support/converse.ts';
import type { Conversation, ReceivedAt } from './support/converse.ts';
import type { SimulatorConfig } from '../src/simulator.ts';
import type { TranscribeInfo } from '../src/script/transcribe.ts';

const transcribed = {
  type: 'session.update',
  session: { type: 'realtime', audio: { input: { transcription: { model: 'whisper-1' } } } },
};

/** What is asked of `transcribe`, and a session that asks it. */
const listen = (config: SimulatorConfig = {}) => {
  const asked: TranscribeInfo[] = [];
  const transcribe = (info: TranscribeInfo): string => {
    asked.push(info);
    return `Turn ${info.index}.`;
  };
  return { session: converse({ transcribe, ...config }), asked };
};

const lengthsOf = (events: readonly ReceivedAt[]): readonly number[] => {
  const starts = ofType(events, 'input_audio_buffer.speech_started');
  const stops = ofType(events, 'input_audio_buffer.speech_stopped');
  return stops.map(({ audio_end_ms }, index) => audio_end_ms - (starts[index]?.audio_start_ms ?? 0));
};

const audioTokens = (event: ReceivedAt | undefined): number => {
  const details = event?.response.usage['input_token_details'];
  return (details as { audio_tokens: number }).audio_tokens;
};

const said = speech('Good morning to you.');

describe('the sound of a turn', () => {
  it('is what was said, not the silence before it', () => {
    const { session, asked } = listen();
    session.speak(0, sound(20_000, said, 400));
    const events = session.until(60_000);
    const [lengthMs] = lengthsOf(events);
    expect(asked.map(({ durationMs }) => durationMs)).toEqual([lengthMs]);
    expect(lengthMs).toBeLessThan(said.length / 24 + 600);
    expect(audioTokens(ofType(events, 'response.done')[0])).toBe(Math.ceil((lengthMs ?? 0) / 100));
  });

  it('is the part between the edges', () => {
    const { session, asked } = listen();
    session.at(0, detect({ type: 'server_vad', prefix_padding_ms: 100 }));
    const whole = sound(1_000, said, 400);
    session.speak(10, whole);
    const [started] = ofType(session.until(10_000), 'input_audio_buffer.speech_started');
    const from = (started?.audio_start_ms ?? 0) * 24;
    const pcm = asked[0]?.pcm ?? new Int16Array(0);
    expect(from).toBeGreaterThan(0);
    expect(Buffer.from(pcm.buffer).equals(Buffer.from(whole.slice(from, from + pcm.length).buffer))).toBe(
      true,
    );
  });

  const twoTurns = (appendAll: (session: Conversation, pcm: Int16Array) => void) => {
    const { session, asked } = listen();
    session.at(0, transcribed, detect({ type: 'server_vad', create_response: false }));
    appendAll(session, sound(1_000, said, 1_000, said, 1_000));
    const events = session.until(20_000);
    return { events, asked };
  };

  it('is its own when one append holds two turns', () => {
    const { events, asked } = twoTurns((session, pcm) => session.at(10, append(pcm)));
    const lengths = lengthsOf(events);
    expect(lengths).toHaveLength(2);
    expect(asked.map(({ durationMs }) => durationMs)).toEqual(lengths);
    const completed = ofType(events, 'conversation.item.input_audio_transcription.completed');
    expect(completed.map(({ transcript }) => transcript)).toEqual(['Turn 0.', 'Turn 1.']);
  });

  it('does not depend on the size of the appends', () => {
    const lengthsBy = (blockMs: number) =>
      twoTurns((session, pcm) => session.speak(10, pcm, blockMs)).asked.map(({ durationMs }) => durationMs);
    expect(lengthsBy(1_000)).toEqual(lengthsBy(40));
  });

  it('begins where the turn before ended, when the padding would reach into it', () => {
    const { session, asked } = listen();
    session.at(0, detect({ type: 'server_vad', prefix_padding_ms: 2_000, create_response: false }));
    session.speak(10, sound(3_000, said, 500, said, 500));
    const events = session.until(20_000);
    const [, second] = ofType(events, 'input_audio_buffer.speech_started');
    const [first] = ofType(events, 'input_audio_buffer.speech_stopped');
    expect(second?.audio_start_ms).toBe(first?.audio_end_ms);
    expect(asked.map(({ durationMs }) => durationMs)).toEqual(lengthsOf(events));
  });

  it('is all there is in the buffer when the client commits it', () => {
    const { session, asked } = listen();
    session.speak(0, sound(1_000, said));
    session.at(1_000 + said.length / 24 + 100, { type: 'input_audio_buffer.commit' });
    session.until(10_000);
    expect(asked.map(({ durationMs }) => durationMs)).toEqual([Math.round(1_000 + said.length / 24)]);
  });

  it('is asked about as it is known, by semantic detection', () => {
    const { session, asked } = listen();
    session.at(0, detect({ type: 'semantic_vad' }));
    session.at(10, append(sound(3_000, said, 3_000, said, 3_000)));
    session.until(20_000);
    expect(asked.map(({ index }) => index)).toEqual([0, 0, 1, 1]);
    asked.forEach(({ durationMs }) => expect(durationMs).toBeLessThan(said.length / 24 + 1_000));
  });

  it('is the silence, when the user does not speak for too long', () => {
    const { session, asked } = listen();
    session.at(0, detect({ type: 'server_vad', idle_timeout_ms: 5_000 }), respond());
    session.speak(0, sound(12_000));
    const [triggered] = ofType(session.until(9_000), 'input_audio_buffer.timeout_triggered');
    const { audio_start_ms = 0, audio_end_ms = 0 } = triggered ?? {};
    expect(audio_start_ms).toBeGreaterThan(0);
    expect(asked.map(({ durationMs }) => durationMs)).toEqual([audio_end_ms - audio_start_ms]);
  });
});

describe('a turn', () => {
  it('goes on when the session changes how turns are found', () => {
    const { session } = listen();
    session.speak(0, sound(500, said, 400));
    session.on('input_audio_buffer.speech_started', () => {
      session.send(detect({ type: 'server_vad', threshold: 0.6, silence_duration_ms: 300 }));
    });
    const events = session.until(10_000);
    const edges = events.filter(({ type }) => type.startsWith('input_audio_buffer.speech_'));
    expect(edges.map(({ type }) => type.replace(/.*_/, ''))).toEqual(['started', 'stopped']);
    expect(new Set(edges.map(({ item_id }) => item_id)).size).toBe(1);
    expect(Math.abs((edges[1]?.audio_end_ms ?? 0) - (500 + said.length / 24 + 300))).toBeLessThan(60);
  });

  it('is over without an end when detection is switched off, and its sound waits for a commit', () => {
    const { session, asked } = listen();
    session.speak(0, sound(500, said, 400));
    session.on('input_audio_buffer.speech_started', () => session.send(detect(null)));
    session.at(5_000, { type: 'input_audio_buffer.commit' });
    const events = session.until(10_000);
    expect(ofType(events, 'input_audio_buffer.speech_stopped')).toEqual([]);
    const [started] = ofType(events, 'input_audio_buffer.speech_started');
    expect(ofType(events, 'input_audio_buffer.committed')[0]?.item_id).toBe(started?.item_id);
    expect(asked.map(({ durationMs }) => durationMs)).toEqual([Math.round(900 + said.length / 24)]);
  });
});
