import { describe, expect, it } from '@jest/globals';
import type { ClientEvent, ServerEvent } from '@rx-realtime/codecs';
import { expectTypeOf } from 'expect-type';
import fc from 'fast-check';
import { EMPTY, NEVER, of, Subject, VirtualTimeScheduler } from 'rxjs';
import type { Observable } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { connectionLost, connectionRestored, itHasALifeCycle } from '@rx-realtime/test-kit';
import type { ScheduleReport } from './scheduleReport.ts';
import { scheduleResponses } from './scheduleResponses.ts';
import type { ScheduleResponsesConfig } from './scheduleResponses.ts';

const create = (event_id: string, response?: object): ClientEvent => ({
  type: 'response.create',
  event_id,
  ...(response && { response }),
});
const own = (event_id: string) => create(event_id, { instructions: event_id });
const created = (id: string, conversation_id: string | null = 'conv'): ServerEvent => ({
  type: 'response.created',
  event_id: '',
  response: { id, conversation_id },
});
const done = (id: string, conversation_id: string | null = 'conv'): ServerEvent => ({
  type: 'response.done',
  event_id: '',
  response: { id, conversation_id, status: 'completed' },
});
const failure = (event_id: string, code: string): ServerEvent => ({
  type: 'error',
  event_id: '',
  error: { message: code, code, event_id },
});
const busy = (event_id: string) => failure(event_id, 'conversation_already_has_active_response');
const text: ServerEvent = {
  type: 'response.output_text.delta',
  event_id: '',
  response_id: '1',
  item_id: 'i',
  output_index: 0,
  content_index: 0,
  delta: 'x',
};

const client = {
  A: own('A'),
  B: own('B'),
  C: own('C'),
  P: create('P'),
  Q: create('Q'),
  N: create('N', { conversation: 'none' }),
  x: { type: 'response.cancel' } as ClientEvent,
};
const server = {
  1: created('1'),
  2: created('2'),
  3: created('3'),
  a: done('1'),
  b: done('2'),
  c: done('3'),
  n: created('n', null),
  m: done('n', null),
  t: text,
  q: busy('A'),
  r: busy('B'),
  f: failure('A', 'invalid_value'),
  x: connectionLost as ServerEvent,
  y: connectionRestored as ServerEvent,
  o: { type: 'input_audio_buffer.cleared', event_id: '' } as ServerEvent,
  s: { type: 'session.created', event_id: '', session: { type: 'realtime' } } as ServerEvent,
};

const check = (
  events: string,
  live: string,
  expected: string,
  config: ScheduleResponsesConfig = {},
  reported: readonly string[] = [],
  untilMs = 60,
) => {
  const reports: string[] = [];
  const reportObserver = {
    next: (report: ScheduleReport) =>
      void reports.push(`${report._tag} ${report._tag === 'Silent' ? report.responseId : report.eventId}`),
  };
  const scheduler = new TestScheduler((actual, wanted) => expect(actual).toEqual(wanted));
  scheduler.run(({ hot, expectObservable }) => {
    const out$ = hot(events, client).pipe(
      scheduleResponses(hot(live, server), { scheduler, reportObserver, ...config }),
    );
    expectObservable(out$, `^ ${untilMs - 1}ms !`).toBe(expected, client);
  });
  expect(reports).toEqual(reported);
};

describe('scheduleResponses', () => {
  it('sends one request at a time, each when the response before has ended', () => {
    check('AB-C----------', '-1-t-a-2-b--3c', 'A----B---C----');
  });

  it('passes all other events and out-of-band requests at once', () => {
    check('A-BxN-N-------', '-1-----n-m--a-', 'A--xN-N-----B-');
  });

  it('counts the responses that the server begins by itself', () => {
    check('--A---', '-1--a-', '----A-');
  });

  it('does not take the end of an out-of-band response for the end of its own', () => {
    check('AB------', '-1-n-m-a', 'A------B');
  });

  it('merges the waiting requests without settings of their own', () => {
    check('AP-Q-----', '-1----a--', 'A-----Q--', {}, ['Coalesced P']);
  });

  it('merges by the key that it is given', () => {
    const coalesceBy = () => 'all';
    check('AB-C-----', '-1----a--', 'A-----C--', { coalesceBy }, ['Coalesced B']);
  });

  it('sends again what the server refused because its own response was faster', () => {
    check('A--------', '-1q---a-2', 'A-----A--', {}, ['Deferred A']);
    check('AB---------', '-1q---a-2-b', 'A-----A---B', {}, ['Deferred A']);
  });

  it('sends again after a while what was refused for a response whose beginning it missed', () => {
    check('A 20ms -', '--q', 'A 6ms A', { answerTimeoutMs: 5 }, ['Deferred A', 'Unanswered A']);
    check('A--------', '--q--c---', 'A----A---', {}, ['Deferred A']);
  });

  it('frees the conversation when the server refuses for another reason', () => {
    check('AB-----', '--f----', 'A-B----', {}, ['Refused A']);
  });

  it('frees the conversation when the server does not answer', () => {
    check('AB 20ms -', '-', 'A 9ms B', { answerTimeoutMs: 10 }, ['Unanswered A', 'Unanswered B']);
  });

  it('frees the conversation when a response falls silent, not while it speaks', () => {
    const config = { silenceTimeoutMs: 10 };
    check('AB', '-1 7ms t 8ms t 9ms - 3ms 2b', 'A 27ms B', config, ['Silent 1']);
  });

  it('frees the conversation when the session ends, and says what was lost', () => {
    check('-AB----', 's--s---', '-A-B---', {}, ['Lost A']);
    check('AB-----', '-1-s---', 'A--B---', {});
  });

  it('asks nothing between a cut and what follows it', () => {
    check('AB--------', '-1x-a-s---', 'A-----B---', {});
    check('AB--------', '-1x---y---', 'A-----B---', {});
    check('-A--------', 'x---------', '----------', { maxWaitMs: 5 }, ['Expired A']);
  });

  it('goes on waiting for the answer in the session that is restored, and gives it up in a new one', () => {
    check('AB--------', '--x-y-1-a-', 'A-------B-', {});
    check('AB--------', '--x---s---', 'A-----B---', {}, ['Lost A']);
    check('AB 20ms -', '--x-y-', 'A 12ms -B', { answerTimeoutMs: 10 }, ['Unanswered A', 'Unanswered B']);
  });

  it('takes the first session for the one that its request was waiting for', () => {
    check('AB-------', '--s-1-a--', 'A-----B--', {}, []);
  });

  it('gives up what waits too long, and the oldest of too many', () => {
    check('AB', '-1', 'A', { maxWaitMs: 10, silenceTimeoutMs: 100 }, ['Expired B']);
    check('ABC----', '-1---a-', 'A----C-', { maxQueued: 1 }, ['Dropped B']);
  });

  it('completes with the source when its last request has run', () => {
    check('AB|', '-1-a-2-b-', 'A--B---|');
    check('x|', '---------', 'x|');
    check('A|', '-1q-a-2-b', 'A---A---|', {}, ['Deferred A']);
  });

  it('is done with its source while the server’s own response runs, unless a request of its own may still be refused', () => {
    check('-|', '1-', '-|');
    check('A--|', '-1--q-a-2-b', 'A-----A---|', {}, ['Deferred A']);
    check('-A|', '1', '------|', { maxWaitMs: 5 }, ['Expired A']);
    check('A-|', '-1q', 'A----|', { maxWaitMs: 5 }, ['Deferred A', 'Expired A']);
  });

  it('does not count the time of a cut as a failure to answer', () => {
    check('A', '--x', 'A', { answerTimeoutMs: 5 });
  });

  it('knows nothing of a request of the session before', () => {
    check('A', '-x-s-q-f', 'A', {}, ['Lost A']);
  });

  it('does not take other events for a sign of life of a silent response', () => {
    const config = { silenceTimeoutMs: 10 };
    check('AB', '-2 7ms t', 'A 10ms B', config, ['Silent 2']);
    check('AB', '-1 7ms f', 'A 10ms B', config, ['Refused A', 'Silent 1']);
    check('AB', '-1 7ms o', 'A 10ms B', config, ['Silent 1']);
  });

  it('does not take the end of another response for the end of the one that runs, or of the one that it asked for', () => {
    check('AB-----', '-1-b-a-', 'A----B-');
    check('AB-----', '--a1-a-', 'A----B-');
  });

  it('hears a refusal once', () => {
    check('A------', '--ff---', 'A------', {}, ['Refused A']);
  });

  it('hears a refusal that comes late, and does not take it for one of a later request', () => {
    const config = { answerTimeoutMs: 5 };
    const given = ['Unanswered A', 'Refused A', 'Unanswered B', 'Unanswered C'];
    check('ABC', '7ms f', 'A 4ms B 4ms C', config, given);
    check('A 7ms B', '6ms 1f--a-2', 'A 9ms B', config, ['Unanswered A', 'Refused A']);
  });

  it('knows the last eight requests', () => {
    const live = new Subject<ServerEvent>();
    const source = new Subject<ClientEvent>();
    const reports: unknown[] = [];
    const reportObserver = { next: (report: ScheduleReport) => void reports.push(report) };
    const sent: (string | undefined)[] = [];
    source
      .pipe(scheduleResponses(live, { scheduler: new VirtualTimeScheduler(), reportObserver }))
      .subscribe(({ event_id }) => sent.push(event_id));
    const names = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I'];
    for (const name of names) {
      source.next(own(name));
      live.next(created(name));
      live.next(done(name));
    }
    expect(sent).toEqual(names);
    live.next(failure('A', 'invalid_value'));
    live.next(failure('B', 'invalid_value'));
    live.next(failure('I', 'invalid_value'));
    expect(reports).toEqual([
      { _tag: 'Refused', eventId: 'B', code: 'invalid_value' },
      { _tag: 'Refused', eventId: 'I', code: 'invalid_value' },
    ]);
  });

  it('completes with live$ and gives up what waits', () => {
    check('AB----', '-1--|', 'A---|', {}, ['Dropped B']);
  });

  it('errors with either, and when coalesceBy throws', () => {
    check('A#', '-', 'A#');
    check('A-', '-#', 'A#');
    const seen: unknown[] = [];
    const coalesceBy = () => {
      throw new Error('mine');
    };
    const source = new Subject<ClientEvent>();
    source.pipe(scheduleResponses(NEVER, { coalesceBy })).subscribe({ error: (error) => seen.push(error) });
    source.next(client.A);
    expect(seen).toEqual([new Error('mine')]);
  });

  it('leaves both sources and no timer when it is unsubscribed', () => {
    const scheduler = new TestScheduler((actual, expected) => expect(actual).toEqual(expected));
    scheduler.run(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot('AB---', client);
      const live = hot('-1---', server);
      expectObservable(source.pipe(scheduleResponses(live, { scheduler })), '^--!').toBe('A---', client);
      expectSubscriptions(source.subscriptions).toBe('^--!');
      expectSubscriptions(live.subscriptions).toBe('^--!');
    });
  });

  it('gives requests an event_id by which errors are recognised', () => {
    const live = new Subject<ServerEvent>();
    const source = new Subject<ClientEvent>();
    const sent: ClientEvent[] = [];
    const subscription = source.pipe(scheduleResponses(live)).subscribe((event) => sent.push(event));
    source.next({ type: 'response.create' });
    expect(sent).toEqual([{ type: 'response.create', event_id: expect.stringMatching(/^event_\w{21}$/) }]);
    subscription.unsubscribe();
  });

  it('never completes on its own and is silent without events', () => {
    check('-', '-', '-');
    const seen: string[] = [];
    EMPTY.pipe(scheduleResponses(NEVER)).subscribe({ complete: () => seen.push('|') });
    expect(seen).toEqual(['|']);
  });

  it('with a server that keeps its rules, gets every request served exactly once', () => {
    // The server takes a moment for everything and begins responses of its own.
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.constant('request' as const) },
      { weight: 3, arbitrary: fc.constant('own' as const) },
      { weight: 4, arbitrary: fc.constant('deliver' as const) },
      { weight: 4, arbitrary: fc.constant('reply' as const) },
      { weight: 4, arbitrary: fc.constant('end' as const) },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const live = new Subject<ServerEvent>();
        const source = new Subject<ClientEvent>();
        const wire: string[] = [];
        const replies: ServerEvent[] = [];
        const served: string[] = [];
        let active: string | undefined;
        let serial = 0;
        const subscription = source
          .pipe(
            scheduleResponses(live, {
              maxQueued: 1000,
              silenceTimeoutMs: 1e9,
              maxWaitMs: 1e9,
              answerTimeoutMs: 1e9,
            }),
          )
          .subscribe((event) => wire.push(event.event_id ?? ''));
        const begin = () => {
          active = `resp_${++serial}`;
          replies.push(created(active));
        };
        const act = {
          request: () => source.next(own(`r${++serial}`)),
          own: () => active ?? begin(),
          deliver: () => {
            const request = wire.shift();
            if (request === undefined) return;
            if (active !== undefined) replies.push(busy(request));
            else {
              served.push(request);
              begin();
            }
          },
          reply: () => {
            const event = replies.shift();
            if (event) live.next(event);
          },
          end: () => {
            if (active === undefined) return;
            replies.push(done(active));
            active = undefined;
          },
        };
        const asked: string[] = [];
        source.subscribe((event) => asked.push(event.event_id ?? ''));
        for (const name of steps) act[name]();
        for (let i = 0; i < 6 * steps.length + 6; i++) {
          act.deliver();
          act.reply();
          act.end();
          act.reply();
        }
        subscription.unsubscribe();
        expect([...served].sort()).toEqual([...asked].sort());
      }),
      { numRuns: 500 },
    );
  });

  itHasALifeCycle<ClientEvent>({
    operator: (scheduler) => scheduleResponses(NEVER, { scheduler }),
    values: {
      x: { type: 'input_audio_buffer.clear' },
      n: { type: 'response.create', response: { conversation: 'none' } },
    },
    results: {
      x: { type: 'input_audio_buffer.clear' },
      n: { type: 'response.create', response: { conversation: 'none' } },
    },
    one: ['-x', '-x'],
    many: ['-x-n-x-', '-x-n-x-'],
  });

  it('types what it takes and gives', () => {
    expectTypeOf(NEVER.pipe(scheduleResponses(NEVER))).toEqualTypeOf<Observable<ClientEvent>>();
    // @ts-expect-error the events of the session are needed
    scheduleResponses();
    // @ts-expect-error client events, not server events
    of<ServerEvent>({ type: 'input_audio_buffer.cleared', event_id: '' }).pipe(scheduleResponses(NEVER));
  });
});
