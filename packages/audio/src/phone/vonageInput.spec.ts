import { describe, expect, it } from '@jest/globals';
import { itHasALifeCycle } from '@rx-realtime/test-kit';
import { from, lastValueFrom, toArray } from 'rxjs';
import { itIsAPhoneInput, phoneInputLifeCycle } from '../../test/itIsAPhoneInput.ts';
import { vonageInput } from '../phone.ts';
import type { VonageMessage } from '../phone.ts';

const sound: VonageMessage = Uint8Array.of(1, 2, 3, 4);
const other: VonageMessage = { event: 'websocket:cleared' };
const broken: VonageMessage = Uint8Array.of(1, 2, 3);
const strange: VonageMessage = { event: 'websocket:connected', 'content-type': 'audio/opus' };

describe('vonageInput', () => {
  const kinds = { sound, broken, other, strange };
  itHasALifeCycle(phoneInputLifeCycle<VonageMessage>(vonageInput, kinds));
  itIsAPhoneInput<VonageMessage>(vonageInput, kinds);

  it('is decoded as the call says', async () => {
    const connected: VonageMessage = { event: 'websocket:connected', 'content-type': 'audio/l16;rate=8000' };
    const blocks = await lastValueFrom(from([sound, connected, sound]).pipe(vonageInput(), toArray()));
    expect(blocks.map(({ pcm, sampleRateHz }) => [[...pcm], sampleRateHz])).toEqual([
      [[0x0201, 0x0403], 16_000],
      [[0x0201, 0x0403], 8_000],
    ]);
  });
});
