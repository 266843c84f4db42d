import { expect, it } from '@jest/globals';
import { VirtualTimeScheduler } from 'rxjs';
import { webSocket } from 'rxjs/webSocket';
import { sound } from './support/client.ts';
import { append, speech } from './support/converse.ts';
import { createSimulator } from '../src/createSimulator.ts';
import type { TranscribeInfo } from '../src/script/transcribe.ts';

it('translates each phrase from its own sound, also when one append holds two', () => {
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY);
  const asked: TranscribeInfo[] = [];
  const simulator = createSimulator({
    scheduler,
    transcribe: (info) => {
      asked.push(info);
      return `Phrase ${info.index}.`;
    },
  });
  const socket = webSocket<object>({
    url: 'ws://simulator/v1/realtime/translations?model=gpt-realtime-translate',
    WebSocketCtor: simulator.WebSocket,
  });
  socket.subscribe();
  const phrase = speech('Good morning to you.');
  const pcm = sound(200, phrase, 600, phrase, 600);
  scheduler.schedule(() => {
    socket.next({ ...append(pcm), type: 'session.input_audio_buffer.append' });
    socket.next({ type: 'session.close' });
  }, 10);
  scheduler.flush();
  const shortest = phrase.length / 24;
  expect(asked.map(({ durationMs }) => durationMs > shortest && durationMs < shortest + 900)).toEqual([
    true,
    true,
  ]);
});
