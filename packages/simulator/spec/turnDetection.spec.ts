import { describe, expect, it } from '@jest/globals';
import { sound } from './support/client.ts';
import { converse, detect, ofType, respond, speech, update } from './support/converse.ts';
import { encodeAudio } from '../src/internal/audio.ts';
import { createTurnDetector } from '../src/ears/turnDetector.ts';
import { say } from '../src/script/reply.ts';

const long = () => [say('word '.repeat(20))];

/** The edges of turns in frames of 10 ms that are told to be voiced or not, with the default settings. */
const edgesOf = (...stretches: readonly number[]): readonly (readonly [string, number])[] => {
  const voiced = stretches.flatMap((frames, index) => Array.from({ length: frames }, () => index % 2 === 1));
  let heard = 0;
  const detector = createTurnDetector({
    threshold: 0.5,
    prefixPaddingMs: 300,
    silenceDurationMs: () => 200,
    startMs: 0,
    detectorOf: () => ({ isVoice: () => voiced[heard++] === true, free: () => undefined }),
  });
  const pcm = new Int16Array(voiced.length * 240 + 48);
  return [...detector.feed(pcm)].map(({ edge, audioMs }) => [edge, audioMs]);
};

describe('turn detection', () => {
  it('goes on when the voice comes back as the silence ends', () => {
    const one = [
      ['started', 700],
      ['stopped', 2_410],
    ];
    // A pause of 210 ms, whose edges are softer than the detector hears.
    expect(edgesOf(100, 50, 21, 50, 100)).toEqual(one);
    expect(edgesOf(100, 50, 30, 50, 100)).toHaveLength(4);
  });

  it('ends a turn where the silence has lasted, though it says so a little later', () => {
    expect(edgesOf(100, 50, 22)).toEqual([['started', 700]]);
    expect(edgesOf(100, 50, 23)).toEqual([
      ['started', 700],
      ['stopped', 1_700],
    ]);
  });

  it('lets the assistant finish when it must not interrupt', () => {
    const session = converse({ responder: long, timing: { audioSpeed: 1 } });
    session.at(0, detect({ type: 'server_vad', interrupt_response: false, create_response: false }));
    session.at(10, respond());
    session.speak(1_000, sound(speech('Stop, please.'), 400));
    const events = session.until(20_000);
    const types = events.map(({ type }) => type);
    const [done, ...more] = ofType(events, 'response.done');
    expect([done?.response.status, more]).toEqual(['completed', []]);
    expect(types.indexOf('input_audio_buffer.committed')).toBeGreaterThan(0);
    expect(types.indexOf('input_audio_buffer.committed')).toBeLessThan(types.indexOf('response.done'));
  });

  it('does not answer a turn while another response goes on', () => {
    const session = converse({ responder: long, timing: { audioSpeed: 1 } });
    session.at(0, detect({ type: 'server_vad', interrupt_response: false }));
    session.at(10, respond());
    session.speak(1_000, sound(speech('Stop, please.'), 400));
    const events = session.until(20_000);
    expect(ofType(events, 'response.created')).toHaveLength(1);
    expect(ofType(events, 'input_audio_buffer.committed')).toHaveLength(1);
    expect(ofType(events, 'error')).toEqual([]);
  });

  it.each(['audio/pcmu', 'audio/pcma'] as const)(
    'finds turns in %s, which last as long as in PCM',
    (type) => {
      const format = { type };
      const said = speech('Good morning to you.');
      const whole = sound(1_000, said, 1_000, said, 1_000);
      const bytes = Buffer.from(encodeAudio(whole, format), 'base64');
      const session = converse();
      session.at(0, update({ audio: { input: { format } } }));
      // 40 ms of 8 kHz in each append.
      for (let at = 0; at < bytes.length; at += 320) {
        const audio = bytes.subarray(at, at + 320).toString('base64');
        session.at(10 + at / 8, { type: 'input_audio_buffer.append', audio });
      }
      const events = session.until(20_000);
      const ms = said.length / 24;
      const expected = [1_000 - 300, 1_000 + ms + 200, 2_000 + ms - 300, 2_000 + 2 * ms + 200];
      const edges = events
        .filter(({ type: name }) => name.startsWith('input_audio_buffer.speech_'))
        .map(({ audio_start_ms, audio_end_ms }) => audio_start_ms ?? audio_end_ms);
      expect(edges).toHaveLength(4);
      edges.forEach((at, index) => expect(Math.abs(at - (expected[index] ?? 0))).toBeLessThan(80));
    },
  );
});
