import { describe, expect, it } from '@jest/globals';
import { NEVER, Subject, VirtualTimeScheduler } from 'rxjs';
import { playback, silence } from '../index.ts';
import { vonagePlayer } from '../phone.ts';
import type { VonageCommand, VonageMessage } from '../phone.ts';

const play = (rate = 16_000) => {
  const scheduler = new VirtualTimeScheduler();
  const messages$ = new Subject<VonageMessage>();
  const sent: VonageCommand[] = [];
  const format = { type: 'audio/pcm', rate } as const;
  const player = vonagePlayer({ messages$, send: (command) => sent.push(command), format, scheduler });
  const kinds = () =>
    sent.map((command) => (command instanceof Uint8Array ? command.length : command.action));
  return { scheduler, messages$, sent, player, kinds };
};

describe('vonagePlayer', () => {
  it('sends bytes of 20 ms each, and asks to be notified', () => {
    const { messages$, sent, player, kinds } = play();
    const heard: number[] = [];
    player.played$.subscribe((ms) => heard.push(ms));
    player.write(silence({ durationMs: 40, sampleRateHz: 16_000 }));
    expect(kinds()).toEqual([640, 640, 'notify']);
    messages$.next({ event: 'websocket:notify', payload: { name: 'somebody else' } });
    messages$.next({ event: 'websocket:notify', payload: {} });
    for (const command of sent)
      if ('action' in command && command.action === 'notify')
        messages$.next({ event: 'websocket:notify', payload: command.payload });
    expect(heard).toEqual([40]);
    player.clear();
    expect(kinds().at(-1)).toBe('clear');
  });

  it('resamples to the rate of the call, unless it is that of the session', () => {
    const kinds = [8_000, 24_000].map((rate) => {
      const { player, scheduler, kinds: told } = play(rate);
      player.write(silence({ durationMs: 40, sampleRateHz: 24_000 }));
      scheduler.flush();
      return told();
    });
    expect(kinds).toEqual([
      [320, 320, 'notify'],
      [960, 960, 'notify'],
    ]);
  });

  it('ends with the messages', () => {
    const { messages$, player } = play();
    const ends: string[] = [];
    NEVER.pipe(playback(player)).subscribe({ complete: () => ends.push('complete') });
    messages$.complete();
    expect(ends).toEqual(['complete']);
  });
});
