import { describe, expect, it } from '@jest/globals';
import type { ServerEvent } from '@rx-realtime/codecs';
import { expectTypeOf } from 'expect-type';
import { concatWith, from, map, NEVER, of, pipe } from 'rxjs';
import type { Observable } from 'rxjs';
import { itHasALifeCycle, runMarbles } from '@rx-realtime/test-kit';
import { latency } from './latency.ts';
import type { ResponseLatency } from './responseLatency.ts';

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
  x: {
    type: 'response.done',
    event_id: 'e',
    response: { id: 'r', conversation_id: 'conv', status: 'cancelled' },
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
  firstAudioToPlayedMs: undefined,
  speechStoppedToPlayedMs: undefined,
};
const mine = { responseId: 'r', conversationId: 'conv', status: 'completed' };

const check = (marbles: string, expected: string, values: Record<string, unknown> = {}, played?: string) => {
  runMarbles(({ cold, hot, expectObservable }, scheduler) => {
    const played$ =
      played === undefined ? undefined : hot(played, { r: { responseId: 'r' }, o: { responseId: 'o' } });
    const config = played$ ? { scheduler, played$ } : { scheduler };
    expectObservable(cold<ServerEvent>(marbles, events).pipe(latency(config))).toBe(expected, values);
  });
};

const heard = (createdToDoneMs: number, firstAudioToPlayedMs?: number) => ({
  ...nothing,
  ...mine,
  createdToFirstDeltaMs: 1,
  createdToFirstAudioMs: 1,
  createdToDoneMs,
  firstAudioToPlayedMs,
});

describe('latency', () => {
  it('measures a turn from the end of speech to the end of the answer', () => {
    check('s 9ms e 9ms k 4ms c 299ms t 19ms t 29ms a 9ms a 99ms d', '485ms l', {
      l: {
        ...nothing,
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

  it('says nothing of a response whose beginning it missed', () => check('t-a-d|', '-----|'));

  it.each([
    ['reports a response that was heard while it ran at its end', 'ca-d-', '---l', '--r', heard(3, 1)],
    ['waits for a response that is done to be heard', 'cad----', '-----l', '-----r', heard(2, 4)],
    ['counts the first time only', 'ca--d', '----l', '--rr', heard(4, 1)],
    [
      'does not wait for a response without sound',
      'c-d',
      '--l',
      '-----r',
      { ...nothing, ...mine, createdToDoneMs: 2 },
    ],
    [
      'does not wait for a response that was cut off',
      'cax',
      '--l',
      '-----r',
      { ...heard(2), status: 'cancelled' },
    ],
    ['waits until the next response of the conversation', 'cad--c-', '-----l', '-------r', heard(2)],
    ['waits until the source completes', 'cad--|', '-----(l|)', '-', heard(2)],
    ['waits until the source fails', 'cad--#', '-----(l#)', '-', heard(2)],
    ['waits until nothing more is said of what is heard', 'cad----', '-----l', '-----|', heard(2)],
    ['passes over what it does not know', 'cad----', '-----l', '--o--r', heard(2, 4)],
    ['counts each response once', 'cadd---', '-----l', '-----rr', heard(2, 4)],
  ])('%s', (_, marbles, expected, played, l) => check(marbles, expected, { l }, played));

  it('measures to the first sound that was heard', () => {
    check(
      'ek-ca--d',
      '-------l',
      {
        l: {
          ...heard(4, 1),
          speechStoppedToCommittedMs: 1,
          committedToCreatedMs: 2,
          speechStoppedToFirstAudioMs: 4,
          speechStoppedToPlayedMs: 5,
        },
      },
      '-----r',
    );
  });

  it('fails when what tells of playing fails', () => check('ca', '--#', {}, '--#'));

  it('measures for each subscription, and leaves both sources when it is unsubscribed', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }, scheduler) => {
      const source$ = cold<ServerEvent>('ca--d-', events);
      const played$ = cold('--r', { r: { responseId: 'r' } });
      const latency$ = source$.pipe(latency({ scheduler, played$ }));
      expectObservable(latency$, '^----!').toBe('----l', { l: heard(4, 1) });
      expectObservable(latency$, '-------^----!').toBe('-----------l', { l: heard(4, 1) });
      expectSubscriptions(source$.subscriptions).toBe(['^----!', '-------^----!']);
      expectSubscriptions(played$.subscriptions).toBe(['^----!', '-------^----!']);
    });
  });

  it('follows 64 responses at once', () => {
    const created = (n: number): ServerEvent => ({
      ...events.o,
      response: { id: `${n}`, conversation_id: null },
    });
    const done = (n: number): ServerEvent => ({
      ...events.p,
      response: { id: `${n}`, conversation_id: null },
    });
    const seen: string[] = [];
    from([...Array(65).keys()].map(created))
      .pipe(concatWith(from([done(0), done(1), done(64)])), latency())
      .subscribe(({ responseId }) => seen.push(responseId));
    expect(seen).toEqual(['1', '64']);
  });

  itHasALifeCycle<ServerEvent>({
    operator: (scheduler) =>
      pipe(
        latency({ scheduler }),
        map(({ createdToDoneMs }) => createdToDoneMs),
      ),
    values: events,
    results: { 2: 2, 3: 3 },
    one: ['c-d', '--2'],
    many: ['c-d-c--d-', '--2----3-'],
  });

  it('types what it takes and gives', () => {
    expectTypeOf(NEVER.pipe(latency())).toEqualTypeOf<Observable<ResponseLatency>>();
    // @ts-expect-error who is heard must be named
    latency({ played$: of(1) });
  });
});
