import { describe, expect, it } from '@jest/globals';
import { SessionIds } from './SessionIds.ts';

describe('SessionIds', () => {
  it('tells ids of earlier sessions from those of the current one, and from those that nobody named', () => {
    const ids = new SessionIds();
    ids.begin();
    ids.note('a');
    ids.note('b');
    expect(ids.isOfEarlier('a')).toBe(false);
    ids.begin();
    expect(ids.isOfEarlier('a')).toBe(true);
    ids.note('b');
    expect(ids.isOfEarlier('b')).toBe(false);
    expect(ids.isOfEarlier('c')).toBe(false);
  });

  it('still knows the last 10,000, and by then no more than 20,000', () => {
    const ids = new SessionIds();
    ids.begin();
    for (let index = 0; index < 25_000; index += 1) ids.note(`id_${index}`);
    ids.begin();
    expect(ids.isOfEarlier('id_15000')).toBe(true);
    expect(ids.isOfEarlier('id_24999')).toBe(true);
    expect(ids.isOfEarlier('id_4999')).toBe(false);
  });

  it('believes the younger word of an id', () => {
    const ids = new SessionIds();
    ids.begin();
    ids.note('a');
    for (let index = 0; index < 9_999; index += 1) ids.note(`id_${index}`);
    ids.begin();
    ids.note('a');
    expect(ids.isOfEarlier('a')).toBe(false);
  });

  it('takes turns exactly at 10,000', () => {
    const ids = new SessionIds();
    ids.begin();
    for (let index = 0; index < 19_999; index += 1) ids.note(`id_${index}`);
    ids.begin();
    expect(ids.isOfEarlier('id_0')).toBe(true);
    ids.note('id_19999');
    expect(ids.isOfEarlier('id_9999')).toBe(false);
    expect(ids.isOfEarlier('id_10000')).toBe(true);
  });

  it('counts an id once, however often it is named', () => {
    const ids = new SessionIds();
    ids.begin();
    ids.note('a');
    for (let index = 0; index < 30_000; index += 1) ids.note('b');
    ids.begin();
    expect(ids.isOfEarlier('a')).toBe(true);
  });
});
