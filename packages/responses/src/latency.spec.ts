import { describe, expect, it } from '@jest/globals';
import type { ServerEvent } from '@rx-realtime/codecs';
import { TestScheduler } from 'rxjs/testing';
import { latency } from './latency.ts';

const user = { event_id: 'e', item_id: 'item_u' };
const at = { event_id: 'e', response_id: 'r', item_id: 'i', output_index: 0, content_index: 0 };
const events = {
  s: { type: 'input_audio_buffer.speech_started', ...user, audio_start_ms: 0 },
  e: { type: 'input_audio_buffer.speech_stopped', ...user, audio_end_ms: 0 },
  k: { type: 'input_audio_buffer.committed', ...user },
  c: { type: 'response.created', event_id: 'e', response: { id: 'r', conversation_id: 'conv' } },
  o: { type: 'response.created', event_id: 'e', response: { id: 'o', conversation_id: null } },
  t: { type: 'response.output_audio_transcript.delta', ...at, delta: 'x' },
  a: { type: 'response.output_audio.delta', ...at, delta: 'AAA=' },
  d: {
    type: 'response.done',
    event_id: 'e',
    response: { id: 'r', conversation_id: 'conv', status: 'completed' },
  },
  p: {
    type: 'response.done',
    event_id: 'e',
    response: { id: 'o', conversation_id: null, status: 'completed' },
  },
} satisfies Record<string, ServerEvent>;

const nothing = {
  speechStoppedToCommittedMs: undefined,
  committedToCreatedMs: undefined,
  createdToFirstDeltaMs: undefined,
  createdToFirstAudioMs: undefined,
  speechStoppedToFirstAudioMs: undefined,
};
const mine = { responseId: 'r', conversationId: 'conv', status: 'completed' };

const check = (marbles: string, expected: string, values: Record<string, unknown> = {}) => {
  const scheduler = new TestScheduler((actual, wanted) => expect(actual).toEqual(wanted));
  scheduler.run(({ cold, expectObservable }) => {
    expectObservable(cold<ServerEvent>(marbles, events).pipe(latency({ scheduler }))).toBe(expected, values);
  });
};

describe('latency', () => {
  it('measures a turn from the end of speech to the end of the answer', () => {
    check('s 9ms e 9ms k 4ms c 299ms t 19ms t 29ms a 9ms a 99ms d', '485ms l', {
      l: {
        ...mine,
        speechStoppedToCommittedMs: 10,
        committedToCreatedMs: 5,
        createdToFirstDeltaMs: 300,
        createdToFirstAudioMs: 350,
        createdToDoneMs: 460,
        speechStoppedToFirstAudioMs: 365,
      },
    });
  });

  it('gives no turn to an out-of-band response, nor to the second response of a turn', () => {
    check('ek 8ms o 9ms p 9ms c 9ms d 9ms c 4ms d', '20ms o 19ms d 14ms x', {
      o: { ...nothing, responseId: 'o', conversationId: null, status: 'completed', createdToDoneMs: 10 },
      d: {
        ...nothing,
        ...mine,
        speechStoppedToCommittedMs: 1,
        committedToCreatedMs: 29,
        createdToDoneMs: 10,
      },
      x: { ...nothing, ...mine, createdToDoneMs: 5 },
    });
  });

  it('says nothing of a response whose beginning it missed, and passes on the end', () => {
    check('t-a-d|', '-----|');
    check('d-#', '--#');
    check('-', '-');
    check('|', '|');
  });
});
