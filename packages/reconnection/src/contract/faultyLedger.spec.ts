import { describe, expect, it } from '@jest/globals';
import { NEVER, VirtualTimeScheduler } from 'rxjs';
import type { LedgerStore } from '../ledger/ledgerStore.ts';
import { faultyLedger } from './faultyLedger.ts';

/** A store that notes what it was asked for. */
const noting = (notes: string[]): LedgerStore => ({
  load: () => NEVER,
  append: (entries) => {
    notes.push(...entries.map((entry) => (entry.type === 'claimed' ? entry.callId : entry.type)));
    return NEVER;
  },
  forget: () => NEVER,
});
const claimed = (callId: string) => [{ type: 'claimed', callId }] as const;

describe('faultyLedger', () => {
  it('passes on what has no fault, and refuses what has one', () => {
    const notes: string[] = [];
    const asked: string[] = [];
    const store = faultyLedger(noting(notes), {
      faultOf: ({ what, count, entries }) => {
        asked.push(`${what} ${count} ${entries.length}`);
        return count === 2 ? { code: 'full' } : undefined;
      },
    });
    const codes: unknown[] = [];
    for (const callId of ['a', 'b', 'c'])
      store.append(claimed(callId)).subscribe({ error: ({ code }) => codes.push(code) });
    store.load().subscribe();
    store.load().subscribe({ error: ({ code }) => codes.push(code) });
    store.forget().subscribe();
    expect(notes).toEqual(['a', 'c']);
    expect(codes).toEqual(['full', 'full']);
    expect(asked).toEqual(['append 1 1', 'append 2 1', 'append 3 1', 'load 1 0', 'load 2 0', 'forget 1 0']);
  });

  it('does not let an append overtake a slow one', () => {
    const notes: string[] = [];
    const scheduler = new VirtualTimeScheduler();
    const store = faultyLedger(noting(notes), {
      faultOf: ({ count }) => (count === 1 ? { delayMs: 100 } : undefined),
      scheduler,
    });
    for (const callId of ['a', 'b']) store.append(claimed(callId)).subscribe();
    scheduler.schedule(() => store.append(claimed('c')).subscribe(), 100);
    expect(notes).toEqual([]);
    scheduler.flush();
    expect(notes).toEqual(['a', 'b', 'c']);
    store.append(claimed('d')).subscribe();
    expect(notes).toEqual(['a', 'b', 'c', 'd']);
  });

  it('asks for each subscription anew', () => {
    const counts: number[] = [];
    const append$ = faultyLedger(noting([]), {
      faultOf: ({ count }) => {
        counts.push(count);
        return undefined;
      },
    }).append([]);
    append$.subscribe();
    append$.subscribe();
    expect(counts).toEqual([1, 2]);
  });
});
