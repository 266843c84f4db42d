import { describe, expect, it } from '@jest/globals';
import { base64FromBytes, encodeG711 } from '@rx-realtime/pcm';
import { itHasALifeCycle } from '@rx-realtime/test-kit';
import { from, lastValueFrom, map, of, toArray } from 'rxjs';
import type { Observable } from 'rxjs';
import { tone } from '../index.ts';
import { twilioInput } from '../phone.ts';
import type { TwilioMessage } from '../phone.ts';

const { pcm } = tone({ frequencyHz: 440, durationMs: 20, sampleRateHz: 8_000 });
const media = (track: string): TwilioMessage => ({
  event: 'media',
  streamSid: 'MZ1',
  media: { track, payload: base64FromBytes(encodeG711(pcm, 'audio/pcmu')) },
});
const mark: TwilioMessage = { event: 'mark', streamSid: 'MZ1', mark: { name: 'mine' } };

describe('twilioInput', () => {
  itHasALifeCycle({
    operator: () => (source$: Observable<TwilioMessage>) =>
      source$.pipe(
        twilioInput(),
        map((block) => block.pcm.length),
      ),
    values: { i: media('inbound'), o: media('outbound'), k: mark },
    results: { b: 160 },
    one: ['-i-', '-b-'],
    many: ['-ioki-', '-b--b-'],
  });

  it('decodes the caller and nobody else', async () => {
    const messages = [mark, media('outbound'), media('inbound'), mark];
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
