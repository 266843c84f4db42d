import { describe, expect, it } from '@jest/globals';
import { base64FromBytes, encodeG711 } from '@rx-realtime/pcm';
import { either as E } from 'fp-ts';
import { PathReporter } from 'io-ts/PathReporter';
import { from, lastValueFrom, of, Subject, toArray } from 'rxjs';
import { playback, silence, tone } from '../index.ts';
import { twilioInput, TwilioMessage, twilioPlayer } from '../phone.ts';
import type { TwilioCommand } from '../phone.ts';

/** As in Twilio's documentation of the messages. */
const documented: readonly TwilioMessage[] = [
  { event: 'connected', protocol: 'Call', version: '1.0.0' },
  {
    event: 'start',
    sequenceNumber: '1',
    start: {
      accountSid: 'AC1',
      streamSid: 'MZ1',
      callSid: 'CA1',
      tracks: ['inbound'],
      mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8_000, channels: 1 },
      customParameters: { FirstName: 'Jane' },
    },
    streamSid: 'MZ1',
  },
  {
    event: 'media',
    sequenceNumber: '3',
    media: { track: 'inbound', chunk: '1', timestamp: '5', payload: '//8=' },
    streamSid: 'MZ1',
  },
  { event: 'mark', sequenceNumber: '4', streamSid: 'MZ1', mark: { name: 'my label' } },
  { event: 'dtmf', streamSid: 'MZ1', sequenceNumber: '5', dtmf: { digit: '1' } },
  { event: 'stop', sequenceNumber: '5', stop: { accountSid: 'AC1', callSid: 'CA1' }, streamSid: 'MZ1' },
];

describe('TwilioMessage', () => {
  it.each(documented)('is, decodes and encodes $event', (message) => {
    expect(TwilioMessage.is(message)).toBe(true);
    expect(TwilioMessage.decode(message)).toEqual(E.right(message));
    expect(TwilioMessage.encode(message)).toBe(message);
  });

  it.each<[unknown, string]>([
    [{ event: 'media', streamSid: 'MZ1', media: {} }, 'undefined'],
    [{ event: 'hangup' }, 'no event of Twilio Media Streams'],
    [{ event: 'constructor' }, 'no event of Twilio Media Streams'],
    ['media', 'no event of Twilio Media Streams'],
    [null, 'no event of Twilio Media Streams'],
  ])('refuses %j', (value, reason) => {
    expect(TwilioMessage.is(value)).toBe(false);
    expect(PathReporter.report(TwilioMessage.decode(value)).join()).toContain(reason);
  });
});

describe('twilioInput', () => {
  it('decodes the caller and nobody else', async () => {
    const { pcm } = tone({ frequencyHz: 440, durationMs: 20, sampleRateHz: 8_000 });
    const media = (track: string): TwilioMessage => ({
      event: 'media',
      streamSid: 'MZ1',
      media: { track, payload: base64FromBytes(encodeG711(pcm, 'audio/pcmu')) },
    });
    const messages = [...documented.slice(0, 2), media('outbound'), media('inbound'), ...documented.slice(3)];
    const blocks = await lastValueFrom(from(messages).pipe(twilioInput(), toArray()));
    expect(blocks.map(({ sampleRateHz }) => sampleRateHz)).toEqual([8_000]);
    expect(encodeG711(blocks[0]?.pcm ?? new Int16Array(0), 'audio/pcmu')).toEqual(
      encodeG711(pcm, 'audio/pcmu'),
    );
  });

  it('ends with a typed error for what is not base64', async () => {
    const message: TwilioMessage = { event: 'media', streamSid: 'MZ1', media: { payload: '!!!!' } };
    await expect(lastValueFrom(of(message).pipe(twilioInput()))).rejects.toMatchObject({
      code: 'malformed_audio',
    });
  });
});

describe('twilioPlayer', () => {
  const call = (markMs?: number) => {
    const messages = new Subject<TwilioMessage>();
    const sent: TwilioCommand[] = [];
    const player = twilioPlayer({
      streamSid: 'MZ1',
      messages,
      send: (command) => sent.push(command),
      markMs,
    });
    /** Twilio's side: sends back the oldest mark that it has not sent back. */
    let answered = 0;
    const answerMark = () => {
      const mark = sent.filter((command) => command.event === 'mark')[answered++];
      if (mark?.event === 'mark') messages.next(mark);
    };
    return { messages, sent, player, answerMark };
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
    const bargeIn = new Subject<void>();
    const cuts: unknown[] = [];
    const source = new Subject<typeof speech>();
    source.pipe(playback(player, { bargeIn })).subscribe((event) => cuts.push(event));
    source.next(speech);
    answerMark();
    answerMark();
    bargeIn.next();
    expect(sent.at(-1)).toEqual({ event: 'clear', streamSid: 'MZ1' });
    expect(cuts).toEqual([expect.objectContaining({ type: 'conversation.item.truncate', audio_end_ms: 80 })]);
    for (let n = 0; n < 3; n++) answerMark(); // Twilio returns them when it clears
    source.next({ ...speech, responseId: 'resp_2', itemId: 'item_2' });
    answerMark();
    bargeIn.next();
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
