import { describe, expect, it } from '@jest/globals';
import { bytesFromBase64 } from '@rx-realtime/pcm';
import { NEVER, Subject, VirtualTimeScheduler } from 'rxjs';
import { playback, silence, tone } from '../index.ts';
import { telnyxPlayer } from '../phone.ts';
import type { TelnyxCommand, TelnyxMessage } from '../phone.ts';

const play = (config: Partial<Parameters<typeof telnyxPlayer>[0]> = {}) => {
  const scheduler = new VirtualTimeScheduler();
  const messages$ = new Subject<TelnyxMessage>();
  const sent: TelnyxCommand[] = [];
  const player = telnyxPlayer({ messages$, send: (command) => sent.push(command), scheduler, ...config });
  const heard: number[] = [];
  player.played$.subscribe((ms) => heard.push(ms));
  const payloads = () =>
    sent.flatMap((command) => (command.event === 'media' ? [bytesFromBase64(command.media.payload)] : []));
  /** Telnyx has played all that it was sent. */
  const answer = () => {
    for (const command of sent.splice(0)) if (command.event === 'mark') messages$.next(command);
  };
  return { scheduler, messages$, sent, player, heard, payloads, answer };
};

describe('telnyxPlayer', () => {
  it('sends sound and marks, and hears from the marks what was played', () => {
    const { sent, player, heard, answer } = play();
    player.write(silence({ durationMs: 80, sampleRateHz: 8_000 }));
    expect(sent.map(({ event }) => event)).toEqual(['media', 'mark', 'media', 'mark']);
    answer();
    expect(heard).toEqual([40, 80]);
  });

  it('never sends less than 20 ms, which Telnyx does not take', () => {
    const { player, payloads, scheduler, heard, answer } = play();
    player.write(silence({ durationMs: 5, sampleRateHz: 8_000 }));
    scheduler.flush();
    expect(payloads().map(({ length }) => length)).toEqual([160]);
    answer();
    expect(heard).toEqual([5]);
  });

  it('resamples what a session of PCM says, and all of it is heard', () => {
    const { player, payloads, scheduler, heard, answer } = play();
    for (let n = 0; n < 7; n++)
      player.write(tone({ frequencyHz: 440, durationMs: 33, sampleRateHz: 24_000 }));
    scheduler.flush();
    const bytes = payloads().reduce((sum, { length }) => sum + length, 0);
    expect(bytes).toBe(12 * 160); // 231 ms, and silence behind it
    answer();
    expect(heard.at(-1)).toBe(231);
    expect(Math.max(...heard)).toBe(231);
  });

  it('speaks L16 with the higher byte first where it was asked to', () => {
    const { player, payloads } = play({ format: { type: 'audio/pcm', rate: 16_000, byteOrder: 'big' } });
    player.write({ pcm: new Int16Array(640).fill(0x0102), sampleRateHz: 16_000 });
    expect([...(payloads()[0]?.subarray(0, 2) ?? [])]).toEqual([1, 2]);
  });

  it('forgets what was cleared: its marks count for nothing', () => {
    const { player, sent, heard, answer, scheduler } = play();
    player.write(silence({ durationMs: 40, sampleRateHz: 8_000 }));
    answer();
    player.write(silence({ durationMs: 400, sampleRateHz: 24_000 }));
    player.clear();
    expect(sent.at(-1)).toEqual({ event: 'clear' });
    answer();
    expect(heard).toEqual([40]);
    player.write(silence({ durationMs: 40, sampleRateHz: 24_000 }));
    scheduler.flush();
    answer();
    expect(heard.at(-1)).toBe(80);
  });

  it('ends with the call, and playback with it', () => {
    const { messages$, player } = play();
    const ends: string[] = [];
    NEVER.pipe(playback(player)).subscribe({ complete: () => ends.push('complete') });
    messages$.next({ event: 'stop' });
    expect(ends).toEqual(['complete']);
    expect(() => play({ markMs: 0 })).toThrow('telnyxPlayer.markMs');
  });
});
