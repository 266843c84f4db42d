import { describe, expect, it } from '@jest/globals';
import type { ClientEvent, SpeechBlock } from '@rx-realtime/codecs';
import { expectTypeOf } from 'expect-type';
import { itHasALifeCycle, runMarbles } from '@rx-realtime/test-kit';
import { BehaviorSubject, defer, map, NEVER, of, Subject, take, throwError, timer } from 'rxjs';
import type { Observable } from 'rxjs';
import { emptyPlaybackLedger, playback, silence, virtualPlayer } from '../index.ts';
import type { PlaybackCommand, PlaybackConfig, Player } from '../index.ts';

const block = (durationMs: number, itemId = 'item_1', responseId = 'resp_1'): SpeechBlock => ({
  ...silence({ durationMs }),
  responseId,
  itemId,
  outputIndex: 0,
  contentIndex: 0,
});
/** Blocks of 4 and 6 frames; `n` of another response. */
const values = { a: block(4), b: block(6), c: block(4, 'item_2'), n: block(4, 'item_3', 'resp_2') };
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
  itHasALifeCycle<SpeechBlock>({
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
    [
      'cancels on demand',
      { cancelResponse: true },
      'a--',
      '-x',
      '-(rt)',
      { r: 'cancel resp_1', t: 'truncate item_1 1' },
    ],
    [
      'cancels a response that has more to say when all so far was heard',
      { cancelResponse: true },
      'a-----a-a',
      '-----x',
      '------(rt)',
      { r: 'cancel resp_1', t: 'truncate item_1 4' },
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
      const result = cold(source, values).pipe(playback(player, { ...config, bargeIn$: cold(barge) }), brief);
      expectObservable(result).toBe(expected, commands);
    });
  });

  it('clears the player before it talks to the service', () => {
    const { log, played$, player } = handPlayer();
    const source = new Subject<SpeechBlock>();
    const bargeIn$ = new Subject<void>();
    source
      .pipe(playback(player, { bargeIn$, cancelResponse: true }), brief)
      .subscribe((event) => log.push(event));
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
    of(block(100), block(100))
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

  it('is a source of client events', () => {
    const commands = NEVER.pipe(playback(handPlayer().player), take(1));
    expectTypeOf(commands).toMatchTypeOf<Observable<ClientEvent>>();
  });
});
