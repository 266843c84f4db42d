import { describe, expect, it } from '@jest/globals';
import type { ClientEvent, SpeechBlock } from '@rx-realtime/codecs';
import { expectTypeOf } from 'expect-type';
import { itHasALifeCycle, runMarbles } from '@rx-realtime/test-kit';
import {
  BehaviorSubject,
  defer,
  from,
  map,
  NEVER,
  Observable,
  of,
  Subject,
  take,
  throwError,
  timer,
} from 'rxjs';
import { emptyPlaybackLedger, playback, silence, virtualPlayer } from '../index.ts';
import type { PlaybackCommand, PlaybackConfig, PlayedOut, Player, Speech, SpeechMark } from '../index.ts';

const block = (durationMs: number, itemId = 'item_1', responseId = 'resp_1'): SpeechBlock => ({
  ...silence({ durationMs }),
  responseId,
  itemId,
  outputIndex: 0,
  contentIndex: 0,
});
/** Blocks of 4 and 6 frames; `n` of another response. */
const mark = (what: SpeechMark['mark'], responseId: string, conversationId: string | null): SpeechMark => ({
  ...silence({ durationMs: 0 }),
  mark: what,
  responseId,
  conversationId,
});
const values: Readonly<Record<string, Speech>> = {
  a: block(4),
  b: block(6),
  c: block(4, 'item_2'),
  n: block(4, 'item_3', 'resp_2'),
  r: mark('created', 'resp_1', 'conv_1'),
  d: mark('done', 'resp_1', 'conv_1'),
  q: mark('created', 'resp_2', 'conv_1'),
  o: mark('created', 'resp_2', null),
  p: mark('done', 'resp_2', null),
};
/** The server has heard the listener; anything else is the listener's own doing. */
const interruptions = { x: 'key', s: { type: 'input_audio_buffer.speech_started' } };
const brief = map((event: PlaybackCommand) =>
  event.type === 'conversation.item.truncate'
    ? `truncate ${event.item_id} ${event.audio_end_ms}`
    : event.type === 'conversation.item.delete'
      ? `delete ${event.item_id}`
      : `cancel ${event.response_id}`,
);
/** A player that is moved by hand and notes what it is told. */
const handPlayer = () => {
  const log: string[] = [];
  const played$ = new Subject<number>();
  const player: Player = {
    write: (written) => log.push(`write ${written.pcm.length / 24}`),
    clear: () => log.push('clear'),
    played$,
  };
  return { log, played$, player };
};

describe('playback', () => {
  itHasALifeCycle<Speech>({
    operator: (clock) => (source$) =>
      defer(() => {
        const player = virtualPlayer({ scheduler: clock, reportMs: 1 }); // each subscription has its own
        return source$.pipe(playback(player, { bargeIn$: timer(3, clock) }), brief);
      }),
    values,
    results: { t: 'truncate item_1 2', u: 'truncate item_1 3' },
    one: ['-a----', '---t--'],
    many: ['a-b---', '---u--'],
  });

  it.each<[string, PlaybackConfig, string, string, string, Record<string, string>]>([
    ['completes when the source has and all was heard', {}, '(ab|)', '-', '----------|', {}],
    ['is silent for empty', {}, '--|', '-', '--|', {}],
    ['waits for a source that goes on', {}, 'a---', '-', '----', {}],
    [
      'truncates the audible item at the played position',
      {},
      '(ab)--',
      '-------x',
      '-------t',
      { t: 'truncate item_1 7' },
    ],
    ['then completes with the source', {}, '(ab|)', '-------x', '-------(t|)', { t: 'truncate item_1 7' }],
    ['truncates nothing after the last word', {}, 'a------', '------x', '-------', {}],
    [
      'deletes what was not heard at all',
      {},
      '(ac)--',
      '--x',
      '--(td)',
      { t: 'truncate item_1 2', d: 'delete item_2' },
    ],
    [
      'or truncates it to nothing',
      { unheard: 'truncate' },
      '(ac)--',
      '--x',
      '--(td)',
      { t: 'truncate item_1 2', d: 'truncate item_2 0' },
    ],
    ['cancels what runs', {}, 'ra--', '--x', '--(kt)', { k: 'cancel resp_1', t: 'truncate item_1 1' }],
    [
      'cancels what has not yet made a sound',
      {},
      'r----a-d',
      '--x',
      '--k--d',
      { k: 'cancel resp_1', d: 'delete item_1' },
    ],
    ['does not cancel what has ended', {}, '(rad)', '--x', '--t', { t: 'truncate item_1 2' }],
    ['cancels once', {}, 'ra----', '--x-x', '--(kt)', { k: 'cancel resp_1', t: 'truncate item_1 1' }],
    [
      'cancels a response that has more to say when all so far was heard',
      {},
      'ra-----a-a',
      '------x',
      '------kt',
      { k: 'cancel resp_1', t: 'truncate item_1 4' },
    ],
    [
      'cancels nothing whose beginning it has missed',
      { cancelResponse: true },
      'a--',
      '-x',
      '-t',
      { t: 'truncate item_1 1' },
    ],
    [
      'leaves it to the server that has heard the listener',
      {},
      'ra--',
      '--s',
      '--t',
      { t: 'truncate item_1 1' },
    ],
    [
      'unless it is told to cancel all the same',
      { cancelResponse: true },
      'ra--',
      '--s',
      '--(kt)',
      { k: 'cancel resp_1', t: 'truncate item_1 1' },
    ],
    [
      'leaves it to somebody else',
      { cancelResponse: false },
      'ra--',
      '--x',
      '--t',
      { t: 'truncate item_1 1' },
    ],
    ['cuts nothing that is out of band', {}, 'on----', '--x', '--k', { k: 'cancel resp_2' }],
    [
      'lets a second voice wait, and cuts it unheard',
      {},
      '(rqan)',
      '--x',
      '--(klte)',
      { k: 'cancel resp_1', l: 'cancel resp_2', t: 'truncate item_1 2', e: 'delete item_3' },
    ],
    [
      'cuts a second voice that it drops',
      { secondVoice: 'drop' },
      '(rqan)',
      '------',
      'e',
      { e: 'delete item_3' },
    ],
    ['fences late sound', {}, 'a-a-a-', '-x', '-t', { t: 'truncate item_1 1' }],
    [
      'plays the next response',
      {},
      'a-n---',
      '-x--x',
      '-t--u',
      { t: 'truncate item_1 1', u: 'truncate item_3 2' },
    ],
    ['passes an error of the source at once', {}, 'a-#', '-', '--#', {}],
    ['passes an error of bargeIn at once', {}, 'a---', '-#', '-#', {}],
    ['outlives a bargeIn that completes', {}, '(a|)', '-|', '----|', {}],
  ])('%s', (_, config, source, barge, expected, commands) => {
    runMarbles(({ cold, expectObservable }) => {
      const player = virtualPlayer({ reportMs: 1 });
      const result = cold(source, values).pipe(
        playback(player, { ...config, bargeIn$: cold(barge, interruptions) }),
        brief,
      );
      expectObservable(result).toBe(expected, commands);
    });
  });

  it('clears the player before it talks to the service', () => {
    const { log, played$, player } = handPlayer();
    const source = new Subject<Speech>();
    const bargeIn$ = new Subject<void>();
    source.pipe(playback(player, { bargeIn$ }), brief).subscribe((event) => log.push(event));
    source.next(mark('created', 'resp_1', 'conv_1'));
    source.next(block(100));
    played$.next(40);
    bargeIn$.next();
    source.next(block(100));
    expect(log).toEqual(['write 100', 'clear', 'cancel resp_1', 'truncate item_1 40']);
  });

  it('counts what the player reports while it is cleared', () => {
    const { played$, player } = handPlayer();
    const seen: string[] = [];
    const exact: Player = { ...player, clear: () => played$.next(55) };
    const bargeIn$ = new Subject<void>();
    of<readonly Speech[]>(block(100), block(100))
      .pipe(playback(exact, { bargeIn$ }), brief)
      .subscribe((event) => seen.push(event));
    played$.next(40);
    bargeIn$.next();
    expect(seen).toEqual(['truncate item_1 55']);
  });

  it('shows its ledger', () => {
    const { played$, player } = handPlayer();
    const ledgerObserver = new BehaviorSubject(emptyPlaybackLedger);
    const subscription = NEVER.pipe(playback(player, { ledgerObserver })).subscribe();
    played$.next(10);
    expect(ledgerObserver.value.playerMs).toBe(10);
    subscription.unsubscribe();
  });

  it('clears the player on unsubscription and lets go of everything', () => {
    const { log, played$, player } = handPlayer();
    const source = new Subject<SpeechBlock>();
    const bargeIn$ = new Subject<void>();
    source.pipe(playback(player, { bargeIn$ })).subscribe().unsubscribe();
    expect(log).toEqual(['clear']);
    expect([source.observed, bargeIn$.observed, played$.observed]).toEqual([false, false, false]);
  });

  it('lets the player finish after an error', () => {
    const { log, player } = handPlayer();
    throwError(() => new Error('disconnected'))
      .pipe(playback(player))
      .subscribe({ error: () => log.push('error') });
    expect(log).toEqual(['error']);
  });

  it('ends with the player: an error, or its end', () => {
    const seen: string[] = [];
    const broken = { ...handPlayer().player, played$: throwError(() => new Error('unplugged')) };
    NEVER.pipe(playback(broken)).subscribe({ error: (error: Error) => seen.push(error.message) });
    NEVER.pipe(playback({ ...broken, played$: of(1) })).subscribe({ complete: () => seen.push('complete') });
    expect(seen).toEqual(['unplugged', 'complete']);
  });

  it('errors when the player cannot write', () => {
    const seen: string[] = [];
    const broken: Player = {
      ...handPlayer().player,
      write: () => {
        throw new Error('no device');
      },
    };
    of(block(10))
      .pipe(playback(broken))
      .subscribe({ error: (error: Error) => seen.push(error.message) });
    expect(seen).toEqual(['no device']);
  });

  it.each<['wait' | 'mix', readonly string[]]>([
    ['wait', ['item_1', 'item_1', 'item_3', 'item_3']],
    ['mix', ['item_1', 'item_3', 'item_1', 'item_3']],
  ])('%s: two voices in the order of %j', (secondVoice, expected) => {
    const written: unknown[] = [];
    const player: Player = { ...handPlayer().player, write: (written_) => written.push(written_) };
    const { r, q, a, n, d, p } = values;
    from([r, q, a, n, a, d, n, p].filter((part) => part !== undefined))
      .pipe(playback(player, { secondVoice }))
      .subscribe();
    expect(written.map((part) => (part as SpeechBlock).itemId)).toEqual(expected);
  });

  it('hands on what waits when the source completes', () => {
    const { log, player } = handPlayer();
    const { r, q, a, n } = values;
    from([r, q, a, n].filter((part) => part !== undefined))
      .pipe(playback(player))
      .subscribe();
    expect(log).toEqual(['write 4', 'write 4']);
  });

  it('tells when a response was heard to its end, or will not be', () => {
    const seen: PlayedOut[] = [];
    const { played$, player } = handPlayer();
    const [source, bargeIn$] = [new Subject<Speech>(), new Subject<string>()];
    source
      .pipe(playback(player, { bargeIn$, playedOutObserver: { next: (one) => void seen.push(one) } }))
      .subscribe();
    source.next(mark('created', 'resp_1', 'conv_1'));
    source.next(block(100));
    played$.next(100);
    expect(seen).toEqual([]); // it may go on
    source.next(mark('done', 'resp_1', 'conv_1'));
    source.next(mark('created', 'resp_2', null));
    source.next(block(100, 'item_2', 'resp_2'));
    source.next(mark('done', 'resp_2', null));
    played$.next(140);
    bargeIn$.next('key');
    expect(seen).toEqual([
      { responseId: 'resp_1', playedMs: 100, interrupted: false },
      { responseId: 'resp_2', playedMs: 40, interrupted: true },
    ]);
  });

  it.each<[string, object, string]>([
    [
      'an event',
      { type: 'response.created' },
      'playback: expected speech, with the ids of its response, found the event response.created. Put speech() before it',
    ],
    ['plain sound', silence({ durationMs: 10 }), 'Sound without ids is written to the player itself'],
  ])('names the operator that is missing before %s', (_, given, message) => {
    const seen: unknown[] = [];
    const source: Observable<never> = new Observable((subscriber) => subscriber.next(given as never));
    source.pipe(playback(handPlayer().player)).subscribe({ error: (error: unknown) => seen.push(error) });
    expect(seen).toMatchObject([{ code: 'invalid_config', message: expect.stringContaining(message) }]);
  });

  it('is a source of client events', () => {
    const commands = NEVER.pipe(playback(handPlayer().player), take(1));
    expectTypeOf(commands).toMatchTypeOf<Observable<ClientEvent>>();
  });
});
