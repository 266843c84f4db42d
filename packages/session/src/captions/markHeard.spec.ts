import { describe, expect, it } from '@jest/globals';
import { emptyPlaybackLedger } from '@rx-realtime/audio';
import type { PlaybackLedger } from '@rx-realtime/audio';
import type { Caption } from '@rx-realtime/responses/conversation';
import { itHasALifeCycle } from '@rx-realtime/test-kit';
import { BehaviorSubject, map, of, pipe, Subject } from 'rxjs';
import type { HeardCaption } from './heardCaption.ts';
import { markHeard } from './markHeard.ts';

const answer = (text: string, status: Caption['status'] = 'partial'): Caption => ({
  id: 'item_1',
  who: 'assistant',
  text,
  status,
});
const ledgerOf = (playedMs: number, receivedMs: number): PlaybackLedger => ({
  ...emptyPlaybackLedger,
  parts: [
    {
      responseId: 'resp_1',
      itemId: 'item_1',
      contentIndex: 0,
      receivedMs,
      playedMs,
      cut: false,
      isOutOfBand: false,
    },
  ],
});

const play = () => {
  const lines$ = new Subject<readonly Caption[]>();
  const ledger$ = new BehaviorSubject(emptyPlaybackLedger);
  const shown: (readonly HeardCaption[])[] = [];
  const ended: unknown[] = [];
  lines$.pipe(markHeard(ledger$)).subscribe({
    next: (lines) => shown.push(lines),
    error: (error: unknown) => ended.push(error),
    complete: () => ended.push('completed'),
  });
  const last = () => shown.at(-1)?.map(({ text, heard, status }) => [text, heard, status]);
  return { lines$, ledger$, shown, ended, last };
};

describe('markHeard', () => {
  itHasALifeCycle<readonly Caption[]>({
    operator: () =>
      pipe(
        markHeard(of(emptyPlaybackLedger)),
        map(([line]) => line?.heard),
      ),
    values: { a: [answer('One', 'completed')], b: [answer('One two', 'completed')] },
    results: { a: 'One', b: 'One two' },
    one: ['-a-', '-a-'],
    many: ['-a--b-', '-a--b-'],
  });

  it('follows the player, word by word', () => {
    const { lines$, ledger$, last, shown } = play();
    lines$.next([answer('It is half past nine.')]);
    expect(last()).toEqual([['It is half past nine.', '', 'partial']]);
    ledger$.next(ledgerOf(1_000, 2_000));
    expect(last()).toEqual([['It is half past nine.', 'It is half', 'partial']]);
    const count = shown.length;
    ledger$.next(ledgerOf(1_010, 2_000));
    expect(shown.length).toBe(count);
    ledger$.next(ledgerOf(2_000, 2_000));
    expect(last()).toEqual([['It is half past nine.', 'It is half past nine.', 'partial']]);
  });

  it('keeps the words that were cut', () => {
    const { lines$, ledger$, last } = play();
    lines$.next([answer('It is half past nine.', 'completed')]);
    ledger$.next(ledgerOf(1_000, 2_000));
    lines$.next([answer('It is half', 'interrupted')]);
    expect(last()).toEqual([['It is half past nine.', 'It is half', 'interrupted']]);
    lines$.next([answer('It is half', 'interrupted'), { ...answer('Yes?'), id: 'item_2' }]);
    expect(last()?.[0]).toEqual(['It is half past nine.', 'It is half', 'interrupted']);
  });

  it('has no more heard than came of an answer whose line was lost', () => {
    const { lines$, ledger$, last } = play();
    lines$.next([answer('It is half past nine.')]);
    ledger$.next(ledgerOf(0, 1_000));
    lines$.next([answer('It is half', 'interrupted')]);
    expect(last()).toEqual([['It is half past nine.', '', 'interrupted']]);
    ledger$.next(ledgerOf(1_000, 1_000));
    expect(last()).toEqual([['It is half past nine.', 'It is half', 'interrupted']]);
  });

  it('has all of what the user says heard, and of what is written when it is complete', () => {
    const { lines$, last } = play();
    lines$.next([{ id: 'item_0', who: 'user', text: 'Wh', status: 'partial' }, answer('No')]);
    expect(last()).toEqual([
      ['Wh', 'Wh', 'partial'],
      ['No', '', 'partial'],
    ]);
    lines$.next([
      { id: 'item_0', who: 'user', text: 'Why?', status: 'completed' },
      answer('Noon.', 'completed'),
    ]);
    expect(last()).toEqual([
      ['Why?', 'Why?', 'completed'],
      ['Noon.', 'Noon.', 'completed'],
    ]);
  });

  it('keeps a line that did not change as the object that it was', () => {
    const { lines$, shown } = play();
    const first = answer('One', 'completed');
    lines$.next([first]);
    lines$.next([first, { ...first, id: 'item_2' }]);
    expect(shown[1]?.[0]).toBe(shown[0]?.[0]);
  });

  it('completes with its source, and passes an error of ledger$ on', () => {
    const whole = play();
    whole.lines$.complete();
    expect(whole.ended).toEqual(['completed']);
    expect(whole.ledger$.observed).toBe(false);
    const broken = play();
    broken.ledger$.error('broken');
    expect(broken.ended).toEqual(['broken']);
    expect(broken.lines$.observed).toBe(false);
  });
});
