import { describe, expect, it, jest } from '@jest/globals';
import { base64FromBytes, encodeG711 } from '@rx-realtime/pcm';
import { itHasALifeCycle } from '@rx-realtime/test-kit';
import { from, lastValueFrom, map, toArray } from 'rxjs';
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

  it('tells of a payload that is not base64, and goes on', async () => {
    const next = jest.fn();
    const broken: TwilioMessage = { event: 'media', streamSid: 'MZ1', media: { payload: '!!!!' } };
    const messages = [media('inbound'), broken, media('inbound')];
    const blocks = await lastValueFrom(
      from(messages).pipe(twilioInput({ malformedObserver: { next } }), toArray()),
    );
    expect(blocks).toHaveLength(2);
    expect(next.mock.calls).toEqual([
      [expect.objectContaining({ code: 'malformed_audio', where: 'twilioInput' })],
    ]);
    expect(await lastValueFrom(from(messages).pipe(twilioInput(), toArray()))).toHaveLength(2);
  });
});
