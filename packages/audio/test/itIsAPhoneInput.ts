import { expect, it, jest } from '@jest/globals';
import type { Pcm16 } from '@rx-realtime/pcm';
import { itHasALifeCycle } from '@rx-realtime/test-kit';
import { from, lastValueFrom, map, toArray } from 'rxjs';
import type { NextObserver, Observable, OperatorFunction } from 'rxjs';
import type { AudioError } from '../src/index.ts';

/** Messages of a provider, each of a kind. */
export interface PhoneMessages<T> {
  /** A block of two samples. */
  readonly sound: T;
  /** Sound that cannot be decoded. */
  readonly broken: T;
  /** No sound. */
  readonly other: T;
  /** The beginning of a call in a coding that nobody knows. */
  readonly strange: T;
}

/** What the caller's sound of every provider does. */
export const itIsAPhoneInput = <T>(
  operator: (config?: { readonly malformedObserver: NextObserver<AudioError> }) => OperatorFunction<T, Pcm16>,
  { sound, broken, other, strange }: PhoneMessages<T>,
): void => {
  itHasALifeCycle({
    operator: () => (source$: Observable<T>) =>
      source$.pipe(
        operator(),
        map(({ pcm }) => pcm.length),
      ),
    values: { i: sound, k: other },
    results: { b: 2 },
    one: ['-i-', '-b-'],
    many: ['-ikki-', '-b--b-'],
  });

  const heard = async (...messages: readonly T[]) => {
    const next = jest.fn();
    const blocks$ = from(messages).pipe(operator({ malformedObserver: { next } }), toArray());
    return { blocks: await lastValueFrom(blocks$), told: next.mock.calls.flat() };
  };

  it('tells of what cannot be decoded, and goes on', async () => {
    const { blocks, told } = await heard(sound, broken, sound);
    expect(blocks).toHaveLength(2);
    expect(told).toEqual([expect.objectContaining({ code: 'malformed_audio' })]);
  });

  it('tells of each message in a coding that is not known', async () => {
    const { blocks, told } = await heard(strange, sound, sound);
    expect(blocks).toEqual([]);
    const unsupported = expect.objectContaining({ code: 'unsupported_encoding' });
    expect(told).toEqual([unsupported, unsupported]);
  });
};
