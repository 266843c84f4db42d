import { describe, expect, it } from '@jest/globals';
import { lastValueFrom, of, Subject } from 'rxjs';
import { playback, silence } from '../index.ts';
import { twilioPlayer } from '../phone.ts';
import type { TwilioCommand, TwilioMessage } from '../phone.ts';

describe('twilioPlayer', () => {
  const call = (markMs?: number) => {
    const messages$ = new Subject<TwilioMessage>();
    const sent: TwilioCommand[] = [];
    const player = twilioPlayer({
      streamSid: 'MZ1',
      messages$,
      send: (command) => sent.push(command),
      markMs,
    });
    /** Twilio's side: sends back the oldest mark that it has not sent back. */
    let answered = 0;
    const answerMark = () => {
      const mark = sent.filter((command) => command.event === 'mark')[answered++];
      if (mark?.event === 'mark') messages$.next(mark);
    };
    return { messages$, sent, player, answerMark };
  };
  const speech = {
    ...silence({ durationMs: 200, sampleRateHz: 8_000 }),
    responseId: 'resp_1',
    itemId: 'item_1',
    outputIndex: 0,
    contentIndex: 0,
  };

  it('sends sound and marks, and hears from the marks what was played', () => {
    const { sent, player, answerMark } = call();
    const heard: number[] = [];
    player.played$.subscribe((ms) => heard.push(ms));
    player.write(speech);
    expect(sent.map(({ event }) => event)).toEqual(Array.from({ length: 5 }, () => ['media', 'mark']).flat());
    for (let n = 0; n < 5; n++) answerMark();
    expect(heard).toEqual([40, 80, 120, 160, 200]);
  });

  it('is cut at the last mark, and marks of what was cleared count for nothing', () => {
    const { sent, player, answerMark } = call();
    const bargeIn$ = new Subject<void>();
    const cuts: unknown[] = [];
    const source = new Subject<typeof speech>();
    source.pipe(playback(player, { bargeIn$ })).subscribe((event) => cuts.push(event));
    source.next(speech);
    answerMark();
    answerMark();
    bargeIn$.next();
    expect(sent.at(-1)).toEqual({ event: 'clear', streamSid: 'MZ1' });
    expect(cuts).toEqual([expect.objectContaining({ type: 'conversation.item.truncate', audio_end_ms: 80 })]);
    for (let n = 0; n < 3; n++) answerMark(); // Twilio returns them when it clears
    source.next({ ...speech, responseId: 'resp_2', itemId: 'item_2' });
    answerMark();
    bargeIn$.next();
    expect(cuts.slice(1)).toEqual([expect.objectContaining({ item_id: 'item_2', audio_end_ms: 40 })]);
  });

  it('takes no other rate', async () => {
    const { player } = call();
    const failing = of({ ...speech, sampleRateHz: 24_000 }).pipe(playback(player));
    await expect(lastValueFrom(failing)).rejects.toMatchObject({
      code: 'rate_mismatch',
      where: 'twilioPlayer',
    });
    expect(() => call(0)).toThrow('twilioPlayer.markMs');
  });
});
