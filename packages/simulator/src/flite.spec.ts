import { describe, expect, it } from '@jest/globals';
import { fliteVoice } from './flite.ts';

const peak = (pcm: Int16Array): number =>
  pcm.reduce((loudest, sample) => Math.max(loudest, Math.abs(sample)), 0);

describe('fliteVoice', () => {
  it('speaks a sentence, the same on every run', async () => {
    const voice = fliteVoice();
    const once = await voice.speak('Hello there, what time is it in Berlin?');
    const again = await fliteVoice().speak('Hello there, what time is it in Berlin?');
    expect(voice.sampleRateHz).toBe(16_000);
    expect(once.length / voice.sampleRateHz).toBeGreaterThan(1.5);
    expect(once.length / voice.sampleRateHz).toBeLessThan(4);
    expect(peak(once)).toBeGreaterThan(5_000);
    expect(Buffer.from(once.buffer).equals(Buffer.from(again.buffer))).toBe(true);
  });

  it.each(['slt', 'rms', 'awb', 'kal16', 'kal'] as const)('has the voice %s', async (name) => {
    const voice = fliteVoice({ voice: name });
    const pcm = await voice.speak('One two three.');
    expect(pcm.length / voice.sampleRateHz).toBeGreaterThan(0.6);
  });

  it('makes a sound even of a text without words', async () => {
    expect((await fliteVoice().speak('…')).length).toBeGreaterThan(0);
  });

  it('takes the module from the caller, and says what is wrong with it', async () => {
    const empty = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
    await expect(fliteVoice({ wasm: empty }).speak('hello')).rejects.toThrow(
      'The module is no WASI command: it must export "memory" and "_start".',
    );
  });
});
