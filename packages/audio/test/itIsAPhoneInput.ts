import { expect, it, jest } from '@jest/globals';
import type { Pcm16 } from '@rx-realtime/pcm';
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

/** The operator of a provider. */
type PhoneInput<T> = (config?: {
  readonly malformedObserver: NextObserver<AudioError>;
}) => OperatorFunction<T, Pcm16>;

/** For `itHasALifeCycle`: sound in, lengths of blocks out. */
export const phoneInputLifeCycle = <T>(operator: PhoneInput<T>, { sound, other }: PhoneMessages<T>) => ({
  operator: () => (source$: Observable<T>) =>
    source$.pipe(
      operator(),
      map(({ pcm }) => pcm.length),
    ),
  values: { i: sound, k: other },
  results: { b: 2 },
  one: ['-i-', '-b-'] as const,
  many: ['-ikki-', '-b--b-'] as const,
});

/** What the caller's sound of every provider does. */
export const itIsAPhoneInput = <T>(
  operator: PhoneInput<T>,
  { sound, broken, strange }: PhoneMessages<T>,
): void => {
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
