import { describe, expect, it } from '@jest/globals';
import { tone } from '@rx-realtime/audio';
import type { AudioError } from '@rx-realtime/audio';
import { itHasALifeCycle } from '@rx-realtime/test-kit';
import { map, of, pipe, Subject } from 'rxjs';
import type { Pcm16 } from '@rx-realtime/pcm';
import { pushToTalk } from './pushToTalk.ts';
import type { PushToTalkConfig } from './pushToTalk.ts';

const block = tone({ frequencyHz: 440, durationMs: 40 });

const play = (config: Partial<PushToTalkConfig> = {}) => {
  const pressed$ = new Subject<boolean>();
  const sound$ = new Subject<Pcm16>();
  const sent: string[] = [];
  const short: AudioError[] = [];
  const ended: unknown[] = [];
  const subscription = sound$
    .pipe(pushToTalk({ pressed$, tooShortObserver: { next: (error) => void short.push(error) }, ...config }))
    .subscribe({
      next: ({ type }) => sent.push(type.replace('input_audio_buffer.', '')),
      error: (error: unknown) => ended.push(error),
      complete: () => ended.push('completed'),
    });
  const speak = (blocks: number): void => Array.from({ length: blocks }).forEach(() => sound$.next(block));
  return { pressed$, sound$, sent, short, ended, subscription, speak };
};

describe('pushToTalk', () => {
  itHasALifeCycle({
    operator: () =>
      pipe(
        pushToTalk({ pressed$: of(true) }),
        map(({ type }) => type),
      ),
    values: { a: block, b: block },
    results: { c: 'input_audio_buffer.clear', A: 'input_audio_buffer.append' },
    first: 'c',
    one: ['-a-', 'cA-'],
    many: ['-a--b-', 'cA--A-'],
  });

  it('sends what was said while the button was down, and a little from before', () => {
    const { pressed$, sent, speak } = play({ preRollMs: 80 });
    speak(10);
    expect(sent).toEqual([]);
    pressed$.next(true);
    speak(3);
    pressed$.next(false);
    speak(5);
    expect(sent).toEqual(['clear', ...Array<string>(5).fill('append'), 'commit', 'response.create']);
  });

  it('hears a button that says the same twice once', () => {
    const { pressed$, sent, speak } = play();
    pressed$.next(false);
    pressed$.next(true);
    pressed$.next(true);
    speak(3);
    pressed$.next(false);
    pressed$.next(false);
    expect(sent).toEqual(['clear', 'append', 'append', 'append', 'commit', 'response.create']);
  });

  it('does not ask about a turn that was too short, and tells', () => {
    const { pressed$, sent, short, speak } = play();
    pressed$.next(true);
    speak(2);
    pressed$.next(false);
    expect(sent).toEqual(['clear', 'append', 'append']);
    expect(short.map(({ code }) => code)).toEqual(['commit_too_short']);
    pressed$.next(true);
    speak(3);
    pressed$.next(false);
    expect(sent.slice(-2)).toEqual(['commit', 'response.create']);
  });

  it('completes when the microphone and the button have', () => {
    const { pressed$, sound$, sent, ended, speak } = play();
    pressed$.next(true);
    speak(3);
    sound$.complete();
    expect(ended).toEqual([]);
    pressed$.next(false);
    expect(sent.at(-1)).toBe('response.create');
    pressed$.complete();
    expect(ended).toEqual(['completed']);
  });

  it('passes errors of both on, and leaves both', () => {
    const button = play();
    button.pressed$.error('button');
    expect(button.ended).toEqual(['button']);
    expect(button.sound$.observed).toBe(false);
    const left = play();
    left.pressed$.next(true);
    left.subscription.unsubscribe();
    expect([left.pressed$.observed, left.sound$.observed]).toEqual([false, false]);
  });
});
