import { describe, expect, it } from '@jest/globals';
import { sound } from './support/client.ts';
import { append, converse, detect, ofType, respond, speech, update } from './support/converse.ts';
import type { ReceivedAt } from './support/converse.ts';
import { encodeAudio } from '../src/internal/audio.ts';

const pcmu = { type: 'audio/pcmu' } as const;
const pcm = { type: 'audio/pcm', rate: 24_000 } as const;
const retrieve = (item_id: string): object => ({ type: 'conversation.item.retrieve', item_id });
const commit = { type: 'input_audio_buffer.commit' };
const said = speech('Good morning to you.');

const userSound = (audio: string, id = 'item_spoken'): object => ({
  type: 'conversation.item.create',
  item: { id, type: 'message', role: 'user', content: [{ type: 'input_audio', audio }] },
});

/** `audio` of the only part of each retrieved item. */
const retrieved = (events: readonly ReceivedAt[]): readonly (string | undefined)[] =>
  ofType(events, 'conversation.item.retrieved').map(
    ({ item }) => (item.content[0] as { audio?: string } | undefined)?.audio,
  );

describe('conversation.item.retrieve', () => {
  it('gives the sound of the user, which no other event does', () => {
    const session = converse({ transcribe: () => 'Good morning.' });
    session.at(
      0,
      update({ audio: { input: { turn_detection: null, transcription: { model: 'whisper-1' } } } }),
    );
    session.at(10, append(said), commit);
    session.on('conversation.item.input_audio_transcription.completed', ({ item_id }) =>
      session.send(retrieve(item_id)),
    );
    const events = session.until(5_000);
    expect(retrieved(events)).toEqual([encodeAudio(said, pcm)]);
    expect(ofType(events, 'conversation.item.retrieved')[0]?.item.content[0]?.transcript).toBe(
      'Good morning.',
    );
    expect(JSON.stringify(ofType(events, 'conversation.item.added'))).not.toContain('"audio"');
    expect(JSON.stringify(ofType(events, 'conversation.item.done'))).not.toContain('"audio"');
  });

  it('gives the sound of a turn from edge to edge', () => {
    const session = converse();
    session.speak(0, sound(1_000, said, 400));
    session.on('input_audio_buffer.committed', ({ item_id }) => session.send(retrieve(item_id)));
    const events = session.until(10_000);
    const [started] = ofType(events, 'input_audio_buffer.speech_started');
    const [stopped] = ofType(events, 'input_audio_buffer.speech_stopped');
    const turnMs = (stopped?.audio_end_ms ?? 0) - (started?.audio_start_ms ?? 0);
    expect(Buffer.from(retrieved(events)[0] ?? '', 'base64')).toHaveLength(turnMs * 48);
  });

  it('gives what the assistant said, as far as it was sent or heard', () => {
    const session = converse({ timing: { audioSpeed: 2 } });
    session.at(10, respond());
    session.on('response.output_audio.delta', () => session.send({ type: 'response.cancel' }));
    session.on('response.done', ({ response }) => {
      const id = response.output[0]?.id ?? '';
      const truncate = {
        type: 'conversation.item.truncate',
        item_id: id,
        content_index: 0,
        audio_end_ms: 50,
      };
      [retrieve(id), truncate, retrieve(id)].forEach(session.send);
    });
    const events = session.until(5_000);
    const deltas = ofType(events, 'response.output_audio.delta').map(({ delta }) =>
      Buffer.from(delta, 'base64'),
    );
    const sent = Buffer.concat(deltas);
    expect(sent.length).toBeGreaterThan(0);
    expect(retrieved(events)).toEqual([
      sent.toString('base64'),
      sent.subarray(0, 50 * 48).toString('base64'),
    ]);
  });

  it('gives back what the client put into the conversation', () => {
    const session = converse();
    session.at(0, userSound(encodeAudio(said, pcm)), retrieve('item_spoken'));
    expect(retrieved(session.until(1_000))).toEqual([encodeAudio(said, pcm)]);
  });

  it('uses the formats of the session', () => {
    const session = converse();
    const audio = Buffer.alloc(8_000, 0x55).toString('base64');
    session.at(0, update({ instructions: '', audio: { input: { format: pcmu }, output: { format: pcmu } } }));
    session.at(10, userSound(audio), retrieve('item_spoken'), respond());
    session.on('response.done', ({ response }) => session.send(retrieve(response.output[0]?.id ?? '')));
    const events = session.until(20_000);
    const [user, assistant] = retrieved(events).map((text) => Buffer.from(text ?? '', 'base64').length);
    const sent = ofType(events, 'response.output_audio.delta').map(
      ({ delta }) => Buffer.from(delta, 'base64').length,
    );
    expect(user).toBe(8_000);
    const whole = sent.reduce((sum, bytes) => sum + bytes, 0);
    // Each delta is rounded to whole samples.
    expect(Math.abs((assistant ?? 0) - whole)).toBeLessThan(sent.length);
    expect(ofType(events, 'response.done')[0]?.response.usage['input_token_details']).toMatchObject({
      audio_tokens: 10,
    });
  });

  it('gives sound in a transcription session', () => {
    const session = converse({}, '?intent=transcription');
    const input = { turn_detection: null };
    session.at(0, { type: 'session.update', session: { type: 'transcription', audio: { input } } });
    session.at(10, append(said), commit);
    session.on('input_audio_buffer.committed', ({ item_id }) => session.send(retrieve(item_id)));
    expect(retrieved(session.until(5_000))).toEqual([encodeAudio(said, pcm)]);
  });

  it('leaves out the sound of an item when later ones have too much of it', () => {
    const session = converse();
    const twoMinutes = encodeAudio(new Int16Array(120_000 * 24), pcm);
    session.at(0, detect(null));
    const ids = ['item_1', 'item_2', 'item_3'];
    ids.forEach((id) => session.at(10, userSound(twoMinutes, id)));
    session.at(20, ...ids.map(retrieve));
    expect(retrieved(session.until(1_000)).map((audio) => audio?.length)).toEqual([
      undefined,
      twoMinutes.length,
      twoMinutes.length,
    ]);
  });
});

describe('sound in the input of a response', () => {
  it('is paid for', () => {
    const session = converse();
    const content = [{ type: 'input_audio', audio: encodeAudio(new Int16Array(24_000), pcm) }];
    session.at(0, respond({ conversation: 'none', input: [{ type: 'message', role: 'user', content }] }));
    const [done] = ofType(session.until(10_000), 'response.done');
    expect(done?.response.usage['input_token_details']).toMatchObject({ audio_tokens: 10 });
  });
});
