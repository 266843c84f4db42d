import { describe, it } from '@jest/globals';
import { emptyPlaybackLedger } from '@rx-realtime/audio';
import type { PlaybackLedger } from '@rx-realtime/audio';
import type { ServerEvent } from '@rx-realtime/codecs';
import { connectionLost, itHasALifeCycle, marbleScheduler } from '@rx-realtime/test-kit';
import { map, pipe } from 'rxjs';
import { pauseThenDecide } from './pauseThenDecide.ts';

const event_id = 'event_1';
const events: Readonly<Record<string, ServerEvent>> = {
  r: { type: 'response.created', event_id, response: { id: 'r', conversation_id: 'conv' } },
  o: { type: 'response.created', event_id, response: { id: 'o', conversation_id: null } },
  d: { type: 'response.done', event_id, response: { id: 'r' } },
  s: { type: 'input_audio_buffer.speech_started', event_id, item_id: 'i', audio_start_ms: 0 },
  e: { type: 'input_audio_buffer.speech_stopped', event_id, item_id: 'i', audio_end_ms: 9 },
  k: { type: 'input_audio_buffer.committed', event_id, item_id: 'i', previous_item_id: null },
  x: { type: 'input_audio_buffer.committed', event_id, item_id: 'other', previous_item_id: null },
  c: { type: 'input_audio_buffer.cleared', event_id },
  L: connectionLost,
};
const steps = { p: 'pause', g: 'resume', c: 'cut', a: 'answer', f: 'forget' };
const waiting: PlaybackLedger = {
  ...emptyPlaybackLedger,
  waiting: [{ responseId: 'r', itemId: 'i', contentIndex: 0, ms: 20 }],
};

const check = (source: string, expected: string, ledger = '-') => {
  const scheduler = marbleScheduler();
  scheduler.run(({ hot, expectObservable }) => {
    const ledger$ = hot(ledger, { w: waiting, '.': emptyPlaybackLedger });
    const step$ = hot(source, events).pipe(
      pauseThenDecide({ ledger$, cutAfterMs: 5, scheduler }),
      map(({ step }) => step),
    );
    expectObservable(step$).toBe(expected, steps);
  });
};

describe('pauseThenDecide', () => {
  itHasALifeCycle<ServerEvent>({
    operator: (scheduler) =>
      pipe(
        pauseThenDecide({ scheduler }),
        map(({ step }) => step),
      ),
    values: events,
    results: steps,
    one: ['-rse-', '--pg-'],
    many: ['-rsek-sek-', '--pgf-pgf-'],
  });

  it('goes on after what was short, and forgets it', () => {
    check('-r-s-ek-', '---p-gf-');
    check('-r-s-k--', '---p-(gf)');
  });

  it('cuts what lasts, and wants an answer to it', () => {
    check('-r-s------ek-', '---p----c--a-');
  });

  it('wants an answer to what is said while nobody else speaks', () => {
    check('-s-ek-', '----a-');
    check('-rd-s-ek-', '-------a-');
  });

  it('goes by what is heard, where it is told', () => {
    check('-rd-s-ek-', '----p-gf-', '--w------');
    check('-o-s-ek-', '------a-', '--w.----');
  });

  it('leaves turns that nobody was heard in alone', () => {
    check('-r-x-', '-----');
    check('-r-s-x-', '---p----c');
  });

  it('goes on when what was begun is gone', () => {
    check('-r-s-L------', '---p-g------');
    check('-r-s-c------', '---p-g------');
    check('-r-L-s-ek-', '--------a-');
  });

  it('decides about the newest of two', () => {
    check('-r-s--s---ek-', '---p--p---gf-');
  });

  it('passes an error of ledger$ on, and stops its clock', () => {
    check('-r-s-----', '---p#', '----#');
  });
});
