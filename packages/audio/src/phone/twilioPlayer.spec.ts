import { describe, expect, it } from '@jest/globals';
import { bytesFromBase64, encodeG711 } from '@rx-realtime/pcm';
import { lastValueFrom, NEVER, of, Subject, VirtualTimeScheduler } from 'rxjs';
import { playback, silence, tone } from '../index.ts';
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

  it('sends whole frames however the sound was cut, and the last one with silence behind it', () => {
    const scheduler = new VirtualTimeScheduler();
    const sent: TwilioCommand[] = [];
    const player = twilioPlayer({
      streamSid: 'MZ1',
      messages$: new Subject<TwilioMessage>(),
      send: (command) => sent.push(command),
      scheduler,
    });
    const { pcm } = tone({ frequencyHz: 440, durationMs: 250, sampleRateHz: 8_000 });
    for (let at = 0; at < pcm.length; at += 307)
      player.write({ pcm: pcm.subarray(at, at + 307), sampleRateHz: 8_000 });
    expect(sent).toHaveLength(2 * 6);
    scheduler.flush();
    const payloads = sent.flatMap((command) =>
      command.event === 'media' ? [bytesFromBase64(command.media.payload)] : [],
    );
    expect(payloads.map(({ length }) => length)).toEqual([320, 320, 320, 320, 320, 320, 160]);
    const sound = payloads.flatMap((bytes) => [...bytes]);
    expect(sound.slice(0, pcm.length)).toEqual([...encodeG711(pcm, 'audio/pcmu')]);
    expect(new Set(sound.slice(pcm.length))).toEqual(new Set([0xff]));
    expect(sent.at(-1)).toMatchObject({ mark: { name: 'played:0:250' } }); // silence counts for nothing
    expect(scheduler.now()).toBe(220); // 20 ms before the line runs dry
  });

  it('forgets what it holds when it is cleared', () => {
    const scheduler = new VirtualTimeScheduler();
    const sent: TwilioCommand[] = [];
    const messages$ = new Subject<TwilioMessage>();
    const player = twilioPlayer({
      streamSid: 'MZ1',
      messages$,
      send: (command) => sent.push(command),
      scheduler,
    });
    player.write(silence({ durationMs: 30, sampleRateHz: 8_000 }));
    player.clear();
    scheduler.flush();
    expect(sent.map(({ event }) => event)).toEqual(['clear']);
  });

  it('ends with the call, and playback with it', () => {
    const { messages$, player } = call();
    const ends: string[] = [];
    NEVER.pipe(playback(player)).subscribe({ complete: () => ends.push('complete') });
    messages$.next({ event: 'stop', streamSid: 'MZ1' });
    expect(ends).toEqual(['complete']);
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
