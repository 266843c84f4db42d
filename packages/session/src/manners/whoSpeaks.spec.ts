import { describe, expect, it } from '@jest/globals';
import { emptyPlaybackLedger } from '@rx-realtime/audio';
import type { PlaybackLedger } from '@rx-realtime/audio';
import { userAudio, userText } from '@rx-realtime/codecs';
import type { ServerEvent } from '@rx-realtime/codecs';
import { connectionLost, connectionRestored, itHasALifeCycle, marbleScheduler } from '@rx-realtime/test-kit';
import { whoSpeaks } from './whoSpeaks.ts';

const event_id = 'event_1';
const response = (id: string, conversation_id: string | null = 'conv') => ({ id, conversation_id });
const waiting: PlaybackLedger = {
  ...emptyPlaybackLedger,
  waiting: [{ responseId: 'r', itemId: 'i', contentIndex: 0, ms: 20 }],
};

const events: Readonly<Record<string, ServerEvent>> = {
  S: { type: 'session.created', event_id, session: { type: 'realtime' } },
  L: connectionLost,
  R: connectionRestored,
  s: { type: 'input_audio_buffer.speech_started', event_id, item_id: 'i1', audio_start_ms: 0 },
  e: { type: 'input_audio_buffer.speech_stopped', event_id, item_id: 'i1', audio_end_ms: 9 },
  k: { type: 'input_audio_buffer.committed', event_id, item_id: 'i1', previous_item_id: null },
  c: { type: 'input_audio_buffer.cleared', event_id },
  r: { type: 'response.created', event_id, response: response('r') },
  d: { type: 'response.done', event_id, response: response('r') },
  o: { type: 'response.created', event_id, response: response('o', null) },
  w: {
    type: 'conversation.item.added',
    event_id,
    item: { ...userText('Hi'), id: 'i2' },
    previous_item_id: null,
  },
  v: {
    type: 'conversation.item.added',
    event_id,
    item: { ...userAudio('AAAA'), id: 'i3' },
    previous_item_id: null,
  },
};
const speakers = { n: 'nobody', u: 'user', a: 'assistant', o: 'offline' };

const check = (source: string, expected: string, ledger = '-') => {
  const scheduler = marbleScheduler();
  scheduler.run(({ hot, expectObservable }) => {
    const ledger$ = hot(ledger, { w: waiting, '.': emptyPlaybackLedger });
    const speaker$ = hot(source, events).pipe(whoSpeaks({ ledger$, answerWithinMs: 5, scheduler }));
    expectObservable(speaker$).toBe(expected, speakers);
  });
};

describe('whoSpeaks', () => {
  itHasALifeCycle<ServerEvent>({
    operator: (scheduler) => whoSpeaks({ scheduler }),
    values: events,
    results: speakers,
    one: ['-S-', '-n-'],
    many: ['-S-s-r-c-d-', '-n-u---a-n-'],
  });

  it('follows a turn to its answer', () => {
    check('-S-s-e-k-r--d-', '-n-u-a------n-');
  });

  it('waits for an answer for a while', () => {
    check('-S-s-e-------', '-n-u-a----n--');
    check('-S-k---------', '-n-a----n----');
  });

  it('has the assistant speak as long as it is heard', () => {
    check('-S-r--d----', '-n-a-----n-', '-----w---.-');
    check('-S-o------', '-n---a--n-', '-----w--.-');
  });

  it('has the user speak over the assistant', () => {
    check('-S-r-s-d-c-', '-n-a-u---n-');
  });

  it('takes what is written for a word of the user, and not what was spoken', () => {
    check('-S-w-', '-n-(un)');
    check('-S-v-', '-n---');
    check('-S-s-w-', '-n-u---');
  });

  it('knows when there is no session', () => {
    check('-L-S-r-L-R-', '---n-a-o-n-');
    check('-S-s-L-R-', '-n-u-o-n-');
    check('-S-e-L-----', '-n-a-o-----');
  });

  it('leaves no timer behind, and passes an error of ledger$ on', () => {
    const scheduler = marbleScheduler();
    scheduler.run(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot('-S-e------', events);
      const ledger$ = hot('----#', { w: waiting });
      expectObservable(source.pipe(whoSpeaks({ ledger$, scheduler }))).toBe('-n-a#', speakers);
      expectSubscriptions(source.subscriptions).toBe('^---!');
    });
    expect(scheduler.actions).toEqual([]);
  });
});
