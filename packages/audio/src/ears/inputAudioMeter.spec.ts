import { describe, expect, it, jest } from '@jest/globals';
import {
  inputAudioBufferAppend,
  inputAudioBufferClear,
  inputAudioBufferCommit,
  responseCreate,
} from '@rx-realtime/codecs';
import type { ClientEvent } from '@rx-realtime/codecs';
import { itHasALifeCycle, runMarbles } from '@rx-realtime/test-kit';
import { BehaviorSubject, lastValueFrom, of, Subject, throwError } from 'rxjs';
import { inputAudioMeter, AudioError } from '../index.ts';
import { encodeG711 } from '@rx-realtime/pcm';
import type { InputAudioLength } from '../index.ts';

const append = (ms: number) => inputAudioBufferAppend(new Int16Array(ms * 24));
const values: Record<string, ClientEvent> = {
  a: append(60),
  c: inputAudioBufferCommit(),
  x: inputAudioBufferClear(),
  r: responseCreate(),
};

describe('inputAudioMeter', () => {
  itHasALifeCycle({
    operator: () => inputAudioMeter(),
    values,
    results: values,
    one: ['-a-', '-a-'],
    many: ['-a-ac-r-x-', '-a-ac-r-x-'],
  });

  it.each<[string, string, string]>([
    ['passes everything', 'a-a-c-r-|', 'a-a-c-r-|'],
    ['keeps back a commit under 100 ms', 'a-c-|', 'a-#'],
    ['counts from the last commit', 'a-a-c-a-c|', 'a-a-c-a-#'],
    ['counts from the last clear', 'a-a-x-a-c|', 'a-a-x-a-#'],
    ['is silent for empty', '--|', '--|'],
    ['is silent for never', '-', '-'],
    ['passes an error', 'a-#', 'a-#'],
  ])('%s', (_, source, expected) => {
    runMarbles(({ cold, expectObservable }) => {
      const error = new AudioError({
        code: 'commit_too_short',
        expected: 'at least 100 ms of audio in a commit',
        actual: 60,
        where: 'inputAudioMeter',
        hint: 'Append more first, or clear the buffer instead',
      });
      const failure = source.includes('#') ? 'error' : error;
      expectObservable(cold(source, values).pipe(inputAudioMeter())).toBe(expected, values, failure);
    });
  });

  it('leaves the commit out when the caller takes note of it', async () => {
    const next = jest.fn();
    const events = of(values['a']!, values['c']!, values['r']!).pipe(
      inputAudioMeter({ tooShortObserver: { next } }),
    );
    expect(await lastValueFrom(events)).toBe(values['r']);
    expect(next).toHaveBeenCalledWith(expect.objectContaining({ code: 'commit_too_short', actual: 60 }));
  });

  it('shows the time sent and the time in the buffer', () => {
    const clock = new BehaviorSubject<InputAudioLength>({ sentMs: 0, bufferedMs: 0 });
    const [source, committed$] = [new Subject<ClientEvent>(), new Subject<void>()];
    source.pipe(inputAudioMeter({ lengthObserver: clock, committed$ })).subscribe();
    source.next(append(150));
    expect(clock.value).toEqual({ sentMs: 150, bufferedMs: 150 });
    committed$.next();
    source.next(append(5));
    expect(clock.value).toEqual({ sentMs: 155, bufferedMs: 5 });
  });

  it('knows G.711', () => {
    const clock = new BehaviorSubject<InputAudioLength>({ sentMs: 0, bufferedMs: 0 });
    const samples = new Int16Array(161);
    const event = inputAudioBufferAppend(encodeG711(samples, 'audio/pcmu'));
    of(event)
      .pipe(inputAudioMeter({ format: 'audio/pcmu', lengthObserver: clock }))
      .subscribe();
    expect(clock.value.sentMs).toBe(encodeG711(samples, 'audio/pcmu').length / 8);
  });

  it('frees both on unsubscription and on the end of the source', () => {
    const [source, committed$] = [new Subject<ClientEvent>(), new Subject<void>()];
    source.pipe(inputAudioMeter({ committed$ })).subscribe().unsubscribe();
    expect([source.observed, committed$.observed]).toEqual([false, false]);
    source.pipe(inputAudioMeter({ committed$ })).subscribe();
    source.complete();
    expect(committed$.observed).toBe(false);
  });

  it('passes an error of committed', async () => {
    const committed$ = throwError(() => new Error('gone'));
    await expect(lastValueFrom(of(append(1)).pipe(inputAudioMeter({ committed$ })))).rejects.toThrow('gone');
  });
});
