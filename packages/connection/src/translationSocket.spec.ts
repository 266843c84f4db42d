import { describe, expect, it } from '@jest/globals';
import type { TranslationClientEvent, TranslationServerEvent } from '@rx-realtime/codecs/translation';
import { fakeWebSockets } from '@rx-realtime/test-kit';
import { expectTypeOf } from 'expect-type';
import { VirtualTimeScheduler } from 'rxjs';
import { realtimeSocket } from './realtimeSocket.ts';
import { translationSocket } from './translationSocket.ts';
import type { TranslationSocket } from './translationSocket.ts';

const session = {
  type: 'translation',
  id: 'sess_1',
  object: 'realtime.translation.session',
  model: 'gpt-realtime-translate',
  expires_at: 1,
  audio: {},
};
const created = { type: 'session.created', event_id: 'event_1', session };
const delta = { type: 'session.output_transcript.delta', event_id: 'event_2', delta: 'Bonjour' };
const append: TranslationClientEvent = {
  type: 'session.input_audio_buffer.append',
  audio: 'A'.repeat(2_560),
};

const setUp = (config: object = {}) => {
  const scheduler = new VirtualTimeScheduler();
  const { sockets, WebSocket } = fakeWebSockets();
  const socket = translationSocket({
    url: 'ws://localhost/v1/realtime',
    model: 'gpt-realtime-translate',
    WebSocketCtor: WebSocket,
    scheduler,
    heartbeat: false,
    ...config,
  });
  const seen: string[] = [];
  const gaps: number[] = [];
  socket.audioGap$.subscribe(({ durationMs }) => gaps.push(durationMs));
  socket.subscribe(({ type }) => seen.push(type));
  return { socket, seen, gaps, fake: sockets[0]! };
};

describe('translationSocket', () => {
  it('dials the translation endpoint', () => {
    expect(setUp().fake.url).toBe('ws://localhost/v1/realtime/translations?model=gpt-realtime-translate');
  });

  it('reads and writes the events of translation sessions', () => {
    const { socket, seen, fake } = setUp();
    fake.open();
    fake.message(created);
    fake.message(delta);
    socket.next(append);
    socket.next({ type: 'session.close' });
    expect(seen).toEqual(['session.created', 'session.output_transcript.delta']);
    expect(fake.sentTypes).toEqual(['session.input_audio_buffer.append', 'session.close']);
  });

  it('configures the session first and holds audio until that is confirmed', () => {
    const { socket, fake } = setUp({ session: { audio: { output: { language: 'fr' } } } });
    socket.next(append);
    socket.next({ type: 'session.close' });
    fake.open();
    fake.message(created);
    expect(fake.sentTypes).toEqual(['session.update']);
    fake.message({ ...created, type: 'session.updated' });
    // The end comes after the audio that it is the end of.
    expect(fake.sentTypes).toEqual(['session.update', 'session.input_audio_buffer.append', 'session.close']);
  });

  it('bounds audio that waits, in milliseconds', () => {
    const { socket, gaps } = setUp();
    for (let index = 0; index < 51; index += 1) socket.next(append);
    expect(gaps).toEqual([40]);
  });

  it('takes and emits only the events of translation sessions', () => {
    expectTypeOf<TranslationSocket['next']>().parameter(0).toEqualTypeOf<TranslationClientEvent>();
    const listen = (socket: TranslationSocket) =>
      socket.subscribe((event) => expectTypeOf(event).toEqualTypeOf<TranslationServerEvent>());
    expect(listen).toBeDefined();
    const wrong = (socket: TranslationSocket) => {
      // @ts-expect-error a translation session makes no responses
      socket.next({ type: 'response.create' });
      // @ts-expect-error a conversation is not opened as a translation
      realtimeSocket({ translation: true });
    };
    expect(wrong).toBeDefined();
  });
});
