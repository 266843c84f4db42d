import { describe, expect, it } from '@jest/globals';
import type { ServerEvent } from '@rx-realtime/codecs';
import { decodeG711 } from '@rx-realtime/pcm';
import { expectTypeOf } from 'expect-type';
import {
  config as rxConfig,
  defer,
  EMPTY,
  firstValueFrom,
  lastValueFrom,
  map,
  mergeMap,
  NEVER,
  of,
  pipe,
  share,
  Subject,
  take,
  throwError,
  toArray,
} from 'rxjs';
import type { Observable } from 'rxjs';
import { connectionLost, connectionRestored, itHasALifeCycle, runMarbles } from '@rx-realtime/test-kit';
import { asMarbles, audioItem, callItem, endOf, nth, record, textItem } from '../../test/recordings.ts';
import { collectResponse } from './collectResponse.ts';
import { collectText } from './collectText.ts';
import { collectTranscript } from './collectTranscript.ts';
import { functionCalls } from '../calls/functionCalls.ts';
import { mergeAudio } from './mergeAudio.ts';
import { ResponseStreamError } from './responseStreamError.ts';
import { responses } from './responses.ts';
import type { ResponsesConfig } from './responses.ts';
import type { ResponseStream } from './responseStream.ts';
import type { ResponseWarning } from './responseWarning.ts';

/** Notifications of a stream as text: values, then `|` or `#`. */
const watch = (stream$: Observable<unknown>): string[] => {
  const seen: string[] = [];
  stream$.subscribe({
    next: (value) => seen.push(typeof value === 'string' ? value : JSON.stringify(value)),
    error: (error) => seen.push(`#${error instanceof ResponseStreamError ? error.code : String(error)}`),
    complete: () => seen.push('|'),
  });
  return seen;
};

const open = (config?: ResponsesConfig) => {
  const events = new Subject<ServerEvent>();
  const streams: ResponseStream[] = [];
  const end: string[] = [];
  const subscription = events.pipe(responses(config)).subscribe({
    next: (stream) => streams.push(stream),
    error: (error) => end.push(`#${String(error)}`),
    complete: () => end.push('|'),
  });
  return {
    events,
    streams,
    end,
    subscription,
    send: (list: readonly ServerEvent[]) => list.forEach((e) => events.next(e)),
  };
};

const answer = record({ id: '1', items: [textItem('Hello', ' you', '.')] });
const created = nth(answer.events, 0);
const upTo = (type: ServerEvent['type'], events = answer.events) =>
  events.slice(
    0,
    events.findIndex((event) => event.type === type),
  );

const throwMine = () => {
  throw new Error('mine');
};

/** As a cancellation in the middle of a call leaves it. */
const cutOff = (event: ServerEvent): ServerEvent => {
  if (event.type === 'response.output_item.done' && event.item.type === 'function_call') {
    return { ...event, item: { ...event.item, status: 'incomplete' } };
  }
  return withoutOutput(event);
};

const withoutOutput = (event: ServerEvent): ServerEvent =>
  event.type === 'response.done' ? { ...event, response: { ...event.response, output: [] } } : event;

describe('responses', () => {
  it('never', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold<ServerEvent>('-');
      expectObservable(source.pipe(responses())).toBe('-');
      expectSubscriptions(source.subscriptions).toBe('^');
    });
  });

  it('empty', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold<ServerEvent>('|');
      expectObservable(source.pipe(responses())).toBe('|');
      expectSubscriptions(source.subscriptions).toBe('(^!)');
    });
  });

  it('error', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold<ServerEvent>('--#');
      expectObservable(source.pipe(responses())).toBe('--#');
      expectSubscriptions(source.subscriptions).toBe('^-!');
    });
  });

  it('one: the text grows with its deltas', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const { marbles, values } = asMarbles(answer);
      const source = cold(`${marbles}|`, values);
      const text$ = source.pipe(
        responses(),
        mergeMap((response) => response.text$),
      );
      expectObservable(text$).toBe('----xyz------|', { x: 'Hello', y: 'Hello you', z: 'Hello you.' });
      expectSubscriptions(source.subscriptions).toBe('^------------!');
    });
  });

  it('many: interleaved responses do not mix, and an out-of-band one is told apart', () => {
    const inBand = record({ id: 'a', items: [audioItem(['Good ', 'day.'], ['AAA='])] });
    const outOfBand = record({ id: 'b', items: [textItem('{"mood":', '"calm"}')], outOfBand: true });
    const { send, streams } = open();
    const longest = Math.max(inBand.events.length, outOfBand.events.length);
    for (let i = 0; i < longest; i++)
      send([...inBand.events.slice(i, i + 1), ...outOfBand.events.slice(i, i + 1)]);
    expect(streams.map((stream) => stream.conversationId)).toEqual(['conv_1', null]);
    expect(watch(nth(streams, 0).transcript$)).toEqual(['Good day.', '|']);
    expect(watch(nth(streams, 1).text$)).toEqual(['{"mood":"calm"}', '|']);
    expect(watch(nth(streams, 1).transcript$)).toEqual(['|']);
  });

  it('gives late subscribers what has accumulated, then the rest', () => {
    const { send, streams } = open();
    send(answer.events.slice(0, 6));
    const text = watch(nth(streams, 0).text$);
    const deltas = watch(nth(streams, 0).textDelta$);
    expect(text).toEqual(['Hello you']);
    expect(deltas).toEqual(['Hello you']);
    send(answer.events.slice(6));
    expect(text).toEqual(['Hello you', 'Hello you.', '|']);
    expect(deltas).toEqual(['Hello you', '.', '|']);
    expect(watch(nth(streams, 0).text$)).toEqual(['Hello you.', '|']);
    expect(watch(nth(streams, 0).textDelta$)).toEqual(['Hello you.', '|']);
  });

  it('decodes the sound into PCM16 blocks with their address, from the first one on', () => {
    const spoken = record({ id: '2', items: [audioItem(['Hi'], ['AAD/fw==', 'AIA='])] });
    const { send, streams } = open();
    send(spoken.events);
    const blocks: unknown[] = [];
    nth(streams, 0).audio$.subscribe((block) => blocks.push(block));
    const address = {
      responseId: 'resp_2',
      itemId: 'item_2_0',
      outputIndex: 0,
      contentIndex: 0,
      sampleRateHz: 24_000,
    };
    expect(blocks).toEqual([
      { ...address, pcm: new Int16Array([0, 32767]) },
      { ...address, pcm: new Int16Array([-32768]) },
    ]);
  });

  it('leaves out sound that cannot be decoded, and says so', () => {
    const warnings: ResponseWarning[] = [];
    const { send, streams } = open({ warningObserver: { next: (warning) => warnings.push(warning) } });
    send(record({ id: '2', items: [audioItem(['Hi'], ['AA==', '!!!!', 'AAA='])] }).events);
    const blocks: number[][] = [];
    nth(streams, 0).audio$.subscribe(({ pcm }) => blocks.push([...pcm]));
    expect(blocks).toEqual([[0]]);
    expect(warnings).toMatchObject([
      { _tag: 'UnreadableAudio', code: 'not_base64' },
      { _tag: 'UnreadableAudio', code: 'odd_length' },
    ]);
  });

  it('joins the samples of a part wherever its deltas are cut', () => {
    const warnings: ResponseWarning[] = [];
    const { send, streams } = open({ warningObserver: { next: (warning) => warnings.push(warning) } });
    send(record({ id: '2', items: [audioItem(['Hi'], ['AQAC', 'AAMA'])] }).events);
    const blocks: number[][] = [];
    nth(streams, 0).audio$.subscribe(({ pcm }) => blocks.push([...pcm]));
    expect(blocks).toEqual([[1], [2, 3]]);
    expect(warnings).toEqual([]);
  });

  /** Events of a response that speaks another format. */
  const spokenIn = (
    format:
      | { readonly type: 'audio/pcmu' | 'audio/pcma' }
      | { readonly type: 'unknown'; readonly wireType: string; readonly payload: unknown },
  ) =>
    record({ id: '2', items: [audioItem(['Hi'], ['AAAA'])] }).events.map((event) =>
      event.type === 'response.created'
        ? { ...event, response: { ...event.response, audio: { output: { format } } } }
        : event,
    );

  it.each(['audio/pcmu', 'audio/pcma'] as const)('gives samples of %s, at 8 kHz', (type) => {
    const { send, streams } = open();
    send(spokenIn({ type }));
    const blocks: unknown[] = [];
    nth(streams, 0).audio$.subscribe((block) => blocks.push(block));
    const pcm = decodeG711(new Uint8Array(3), type);
    expect(blocks).toMatchObject([{ pcm, sampleRateHz: 8_000 }]);
  });

  it.each([
    [{ type: 'audio/pcm', rate: 16_000 }, 16_000],
    [{ type: 'audio/pcmu' }, 8_000],
  ] as const)('gives samples as a session declares them, also a restored one: %j', (format, sampleRateHz) => {
    const session = { type: 'realtime', audio: { output: { format } } } as const;
    for (const declaring of [
      { type: 'session.created', event_id: 'event_1', session },
      { type: 'session.updated', event_id: 'event_1', session },
      { ...connectionRestored, session },
    ] as const) {
      const { send, streams } = open();
      send([declaring, ...record({ id: '2', items: [audioItem(['Hi'], ['AAAA'])] }).events]);
      const blocks: unknown[] = [];
      nth(streams, 0).audio$.subscribe((block) => blocks.push(block));
      expect(blocks).toMatchObject([{ sampleRateHz }]);
    }
  });

  it('gives no samples for a format that it does not know', () => {
    const { send, streams } = open();
    send(spokenIn({ type: 'unknown', wireType: 'audio/opus', payload: { type: 'audio/opus' } }));
    expect(watch(nth(streams, 0).audio$)).toEqual(['#audio_format_unsupported']);
    expect(watch(nth(streams, 0).transcript$)).toEqual(['Hi', '|']);
  });

  it('nests response, items, parts; arguments of a call grow', () => {
    const mixed = record({
      id: '3',
      items: [audioItem(['One ', 'moment.'], []), callItem('get_weather', '{"city"', ':"Oslo"}')],
    });
    const { send, streams } = open();
    send(mixed.events.slice(0, 1));
    const items: string[] = [];
    nth(streams, 0).items$.subscribe((item) => {
      items.push(`${item.itemType} ${item.outputIndex}`);
      item.parts$.subscribe((part) => items.push(`${part.partType} ${part.contentIndex}`));
      item.arguments$.subscribe((text) => items.push(text));
    });
    const calls = watch(
      nth(streams, 0).functionCalls$.pipe(
        mergeMap(({ name, call_id, arguments: json }) => [name, call_id!, json]),
      ),
    );
    send(mixed.events.slice(1));
    expect(items).toEqual(['message 0', 'audio 0', 'function_call 1', '{"city"', '{"city":"Oslo"}']);
    expect(calls).toEqual(['get_weather', 'call_3_1', '{"city":"Oslo"}', '|']);
  });

  it.each([
    ['completed', { status: 'completed' }],
    ['cancelled', { status: 'cancelled', reason: 'turn_detected' }],
    ['incomplete', { status: 'incomplete', reason: 'max_output_tokens' }],
    ['failed', { status: 'failed', code: 'rate_limit_exceeded', type: 'invalid_request_error' }],
  ] as const)('says how it ended: %s', async (status, expected) => {
    const { events } = record({ id: '4', items: [textItem('x')], status });
    const outcomes = await lastValueFrom(
      of(...events).pipe(
        responses(),
        mergeMap((r) => r.done$),
        toArray(),
      ),
    );
    expect(outcomes).toEqual([expect.objectContaining(expected)]);
  });

  it.each([
    ['source_completed', (s: Subject<ServerEvent>) => s.complete()],
    ['source_errored', (s: Subject<ServerEvent>) => s.error(new Error('gone'))],
    ['connection_lost', (s: Subject<ServerEvent>) => s.next(connectionLost)],
    [
      'session_replaced',
      (s: Subject<ServerEvent>) =>
        s.next({ type: 'session.created', event_id: 'e', session: { type: 'realtime' } }),
    ],
  ] as const)('ends open responses once as interrupted: %s', (reason, cut) => {
    const { events, send, streams } = open();
    send(upTo('response.output_text.done'));
    const seen = [
      watch(nth(streams, 0).text$),
      watch(nth(streams, 0).done$.pipe(mergeMap((o) => ('reason' in o ? [o.status, String(o.reason)] : [])))),
    ];
    cut(events);
    expect(seen).toEqual([
      ['Hello you.', '|'],
      ['interrupted', reason, '|'],
    ]);
  });

  it('says where the session of a response stands, also after its end', () => {
    const { events, send, streams } = open();
    send([created]);
    const seen = watch(nth(streams, 0).session$);
    events.next(connectionLost);
    events.next(connectionRestored);
    events.next(connectionLost);
    events.next({ type: 'session.created', event_id: 'e', session: { type: 'realtime' } });
    events.next(connectionLost);
    expect(seen).toEqual(['live', 'lost', 'live', 'lost', 'replaced', '|']);
    expect(watch(nth(streams, 0).session$)).toEqual(['replaced', '|']);
  });

  it.each([
    ['live', 'a session that runs', [], ['live', '|']],
    ['replaced', 'one that is lost', [connectionLost], ['live', 'lost', 'replaced', '|']],
  ])('says at the end of the source that it is %s: %s', (_state, _which, news, expected) => {
    const { events, send, streams } = open();
    send([created]);
    const seen = watch(nth(streams, 0).session$);
    send(news);
    events.complete();
    expect(seen).toEqual(expected);
  });

  it('passes on completion and errors after the responses have ended', () => {
    const { send, events, end } = open();
    send([created]);
    events.error('gone');
    expect(end).toEqual(['#gone']);
  });

  it('unsubscribes from the source, unless an inner stream is in use', () => {
    const idle = open();
    idle.send([created]);
    idle.subscription.unsubscribe();
    expect(idle.events.observed).toBe(false);
    expect(watch(nth(idle.streams, 0).text$)).toEqual(['|']);

    const busy = open();
    busy.send([created]);
    const text = watch(nth(busy.streams, 0).text$);
    busy.subscription.unsubscribe();
    expect(busy.events.observed).toBe(true);
    busy.send(answer.events.slice(1));
    expect(text.at(-1)).toBe('|');
    expect(text.at(-2)).toBe('Hello you.');
    expect(busy.events.observed).toBe(false);
  });

  it('lets take(1) read one response to its end', async () => {
    const both = [...answer.events, ...record({ id: 'next', items: [textItem('no')] }).events];
    const text = await lastValueFrom(
      of(...both).pipe(
        responses(),
        take(1),
        mergeMap((r) => r.text$),
      ),
    );
    expect(text).toBe('Hello you.');
  });

  it('keeps state for each subscription', () => {
    const events = new Subject<ServerEvent>();
    const shared$ = events.pipe(
      responses(),
      mergeMap((r) => r.text$),
    );
    const first = watch(shared$);
    answer.events.forEach((event) => events.next(event));
    const second = watch(shared$);
    answer.events.forEach((event) => events.next(event));
    expect(first.at(-1)).toBe('Hello you.');
    expect(second.at(-1)).toBe('Hello you.');
  });

  it('is folded once for all who share it', () => {
    const events = new Subject<ServerEvent>();
    let subscriptions = 0;
    const live$ = defer(() => {
      subscriptions++;
      return events;
    });
    const answers$ = live$.pipe(responses(), share());
    const spoken = record({ id: '2', items: [audioItem(['Hi.'], ['AAA=']), callItem('hang_up', '{}')] });
    const seen = [
      watch(answers$.pipe(collectText())),
      watch(answers$.pipe(collectTranscript())),
      watch(
        answers$.pipe(
          mergeAudio(),
          map(({ responseId }) => responseId),
        ),
      ),
      watch(
        answers$.pipe(
          functionCalls({}),
          map(({ callId }) => callId),
        ),
      ),
      watch(
        answers$.pipe(
          collectResponse(),
          map(({ outcome }) => outcome.status),
        ),
      ),
    ];
    [...answer.events, ...spoken.events].forEach((event) => events.next(event));
    events.complete();
    expect(subscriptions).toBe(1);
    expect(seen).toEqual([
      ['Hello you.', '|'],
      ['Hi.', '|'],
      ['resp_2', '|'],
      ['call_2_1', '|'],
      ['completed', 'completed', '|'],
    ]);
  });

  it('takes the done payload over the sum of the deltas, and says so', () => {
    const warnings: ResponseWarning[] = [];
    const { send, streams } = open({ warningObserver: { next: (warning) => warnings.push(warning) } });
    send(
      answer.events.map((e) => (e.type === 'response.output_text.done' ? { ...e, text: 'Hello them.' } : e)),
    );
    expect(watch(nth(streams, 0).text$)).toEqual(['Hello them.', '|']);
    expect(warnings[0]).toEqual({
      _tag: 'DoneMismatch',
      responseId: 'resp_1',
      itemId: 'item_1_0',
      field: 'text',
      deltaLength: 10,
      doneLength: 11,
    });
  });

  it('builds a response from response.done alone', () => {
    const { send, streams } = open();
    send(answer.events.filter((event) => event.type === 'response.done'));
    expect(watch(nth(streams, 0).text$)).toEqual(['Hello you.', '|']);
  });

  it('leaves out repeated and late events, and says so', () => {
    const warnings: string[] = [];
    const { send, streams } = open({ warningObserver: { next: ({ _tag }) => warnings.push(_tag) } });
    send(answer.events.flatMap((event) => [event, event]));
    const late = answer.events.find((event) => event.type === 'response.output_text.delta')!;
    send([{ ...late, event_id: 'event_late' }]);
    expect(watch(nth(streams, 0).text$)).toEqual(['Hello you.', '|']);
    expect(streams).toHaveLength(1);
    expect(new Set(warnings)).toEqual(new Set(['DuplicateEvent', 'LateEvent']));
  });

  it('survives an observer of warnings that throws', async () => {
    const unhandled = new Promise((resolve) => (rxConfig.onUnhandledError = resolve));
    const { send, streams } = open({ warningObserver: { next: throwMine } });
    send([...answer.events, nth(answer.events, 0)]);
    expect(await unhandled).toEqual(new Error('mine'));
    rxConfig.onUnhandledError = null;
    expect(watch(nth(streams, 0).text$)).toEqual(['Hello you.', '|']);
  });

  it.each([
    ['maxResponseBytes', { maxResponseBytes: 12 }],
    ['maxItems', { maxItems: 1 }],
  ] as const)('fails one response alone that outgrows %s', (limit, config) => {
    const other = record({ id: 'other', items: [] });
    const { send, streams, end } = open(config);
    send([created]);
    const seen = watch(nth(streams, 0).text$);
    send([...answer.events.slice(1), ...other.events]);
    expect(seen.at(-1)).toBe('#response_overflow');
    expect(watch(nth(streams, 0).done$)[0]).toContain('overflow');
    expect(watch(nth(streams, 1).done$)[0]).toContain('"status":"completed"');
    expect(streams).toHaveLength(2);
    expect(end).toEqual([]);
    nth(streams, 0).text$.subscribe({ error: (error) => expect(String(error)).toContain(limit) });
  });

  it('bounds the arguments of a call', () => {
    const { send, streams } = open({ maxArgumentsBytes: 8 });
    send(record({ id: '5', items: [callItem('f', '{"a', '":1}')] }).events);
    expect(watch(nth(streams, 0).functionCalls$)).toEqual(['#response_overflow']);
  });

  it.each([
    ['has ended', {}, (events: readonly ServerEvent[]) => events],
    ['has failed', { maxResponseBytes: 12 }, (events: readonly ServerEvent[]) => events.slice(0, -1)],
  ] as const)('does not count a response among the open that %s', (_how, limits, part) => {
    const { send, streams } = open({ maxOpenResponses: 2, ...limits });
    send([nth(record({ id: 'first', items: [] }).events, 0)]);
    send(part(answer.events));
    const outcome = watch(nth(streams, 0).done$);
    send([nth(record({ id: 'third', items: [] }).events, 0)]);
    expect(streams).toHaveLength(3);
    expect(outcome).toEqual([]);
  });

  it('says of an event that comes after the end of its response which it is', () => {
    const warnings: ResponseWarning[] = [];
    const { send } = open({ warningObserver: { next: (warning) => warnings.push(warning) } });
    send([...answer.events, created]);
    expect(warnings).toEqual([{ _tag: 'LateEvent', responseId: 'resp_1', eventType: 'response.created' }]);
  });

  it('knows the stragglers of the last 256 responses', () => {
    const warnings: ResponseWarning[] = [];
    const { send, streams } = open({ warningObserver: { next: (warning) => warnings.push(warning) } });
    const ended = Array.from({ length: 512 }, (_, index) => endOf(record({ id: `${index}`, items: [] })));
    send(ended);
    send([nth(ended, 256)]);
    expect(warnings).toMatchObject([{ _tag: 'LateEvent', responseId: 'resp_256' }]);
    expect(streams).toHaveLength(512);
    send([nth(ended, 255)]);
    expect(streams).toHaveLength(513);
  });

  it('brings arguments that name their call alone to the only response that is open', () => {
    const warnings: ResponseWarning[] = [];
    const { send, streams } = open({ warningObserver: { next: (warning) => warnings.push(warning) } });
    const homeless = (event_id: string): ServerEvent => ({
      type: 'response.function_call_arguments.done',
      event_id,
      output_index: 0,
      call_id: 'call_x',
      name: 'f',
      arguments: '{}',
    });
    send([homeless('none')]);
    expect(warnings).toEqual([{ _tag: 'HomelessEvent', eventType: 'response.function_call_arguments.done' }]);
    const second = record({ id: '2', items: [] });
    send([...answer.events, nth(second.events, 0)]);
    const calls = watch(nth(streams, 1).functionCalls$.pipe(map((call) => `${call.name} ${call.call_id}`)));
    send([homeless('one'), endOf(second)]);
    expect(warnings).toHaveLength(1);
    expect(calls).toEqual(['f call_x', '|']);
  });

  it('interrupts the oldest when too many are open', async () => {
    const { send, streams } = open({ maxOpenResponses: 1 });
    send([created, nth(record({ id: '6', items: [] }).events, 0)]);
    expect(await firstValueFrom(nth(streams, 0).done$)).toEqual({
      status: 'interrupted',
      reason: 'too_many_open',
    });
  });

  it('does not complete a call whose arguments were cut off by a cancellation', () => {
    const cut = record({ id: '7', items: [callItem('f', '{"a":')], status: 'cancelled' });
    const { send, streams } = open();
    send(cut.events.map(cutOff));
    expect(watch(nth(streams, 0).functionCalls$)).toEqual(['|']);
  });

  it('accepts a call without output_item.done and without output, when the response completed', () => {
    const { send, streams } = open();
    const { events } = record({ id: '8', items: [callItem('f', '{}')] });
    send(events.filter((e) => e.type !== 'response.output_item.done').map(withoutOutput));
    expect(
      watch(nth(streams, 0).functionCalls$.pipe(mergeMap((call) => [call.name, call.arguments]))),
    ).toEqual(['f', '{}', '|']);
  });

  it('ignores events of other kinds, unknown ones included', () => {
    const { send, streams } = open();
    send([
      { type: 'unknown', wireType: 'response.invented', payload: { response_id: 'resp_1' } },
      { type: 'output_audio_buffer.stopped', event_id: 'e', response_id: 'resp_1' },
    ]);
    expect(streams).toEqual([]);
  });

  it('works on sources that never end or never begin', () => {
    expect(watch(NEVER.pipe(responses()))).toEqual([]);
    expect(watch(EMPTY.pipe(responses()))).toEqual(['|']);
    expect(watch(throwError(() => 'x').pipe(responses()))).toEqual(['#x']);
  });

  itHasALifeCycle({
    operator: () =>
      pipe(
        responses(),
        map(({ responseId }) => responseId),
      ),
    values: { a: created, x: endOf(answer), b: endOf(record({ id: '2', items: [] })) },
    results: { a: 'resp_1', b: 'resp_2' },
    one: ['-a', '-a'],
    many: ['-a-b-x-', '-a-b---'],
  });

  it('types what it takes and gives', () => {
    expectTypeOf(NEVER.pipe(responses())).toEqualTypeOf<Observable<ResponseStream>>();
    // @ts-expect-error not a limit
    responses({ maxBytes: 1 });
    // @ts-expect-error events, not texts
    of('text').pipe(responses());
  });
});
