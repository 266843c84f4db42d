import { describe, expect, it } from '@jest/globals';
import { NEVER, Subject } from 'rxjs';
import { playback, silence } from '../index.ts';
import { plivoPlayer } from '../phone.ts';
import type { CallFormat, PlivoCommand, PlivoMessage } from '../phone.ts';

const play = (format?: CallFormat) => {
  const messages$ = new Subject<PlivoMessage>();
  const sent: PlivoCommand[] = [];
  const player = plivoPlayer({ streamId: 's1', messages$, send: (command) => sent.push(command), format });
  return { messages$, sent, player };
};

describe('plivoPlayer', () => {
  it('plays audio up to checkpoints, which tell what was played', () => {
    const { messages$, sent, player } = play();
    const heard: number[] = [];
    player.played$.subscribe((ms) => heard.push(ms));
    player.write(silence({ durationMs: 80, sampleRateHz: 8_000 }));
    expect(sent.map(({ event }) => event)).toEqual(['playAudio', 'checkpoint', 'playAudio', 'checkpoint']);
    for (const command of sent)
      if (command.event === 'checkpoint') messages$.next({ event: 'playedStream', name: command.name });
    expect(heard).toEqual([40, 80]);
    player.clear();
    expect(sent.at(-1)).toEqual({ event: 'clearAudio', streamId: 's1' });
  });

  it('says how its sound is coded', () => {
    const codings = [undefined, { type: 'audio/pcm', rate: 16_000 } as const].map((format) => {
      const { sent, player } = play(format);
      player.write(silence({ durationMs: 40, sampleRateHz: format?.rate ?? 8_000 }));
      return sent.flatMap((command) =>
        command.event === 'playAudio' ? [[command.media.contentType, command.media.sampleRate]] : [],
      );
    });
    expect(codings).toEqual([[['audio/x-mulaw', 8_000]], [['audio/x-l16', 16_000]]]);
  });

  it('ends with the call', () => {
    const { messages$, player } = play();
    const ends: string[] = [];
    NEVER.pipe(playback(player)).subscribe({ complete: () => ends.push('complete') });
    messages$.next({ event: 'stop' });
    expect(ends).toEqual(['complete']);
  });
});
