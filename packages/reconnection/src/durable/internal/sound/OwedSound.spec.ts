import { describe, expect, it } from '@jest/globals';
import type { ClientEvent } from '@rx-realtime/codecs';
import fc from 'fast-check';
import { OwedSound } from './OwedSound.ts';

const silence = (ms: number): string => Buffer.alloc(ms * 48).toString('base64');
const append = (ms: number): ClientEvent => ({ type: 'input_audio_buffer.append', audio: silence(ms) });
const owedSound = (limits: Partial<ConstructorParameters<typeof OwedSound>[0]> = {}) =>
  new OwedSound({ maxOwedMs: 30_000, tailMs: 600, maxAgeMs: 1_000, ...limits });
const hear = (owed: OwedSound, ...lengthsMs: readonly number[]): number =>
  lengthsMs.reduce((lostMs, ms) => lostMs + owed.push(append(ms), silence(ms)), 0);
const lengthOf = (owed: OwedSound, events: readonly ClientEvent[]): readonly number[] =>
  events.map((event) => (event.type === 'input_audio_buffer.append' ? owed.msOf(event.audio) : 0));

describe('OwedSound', () => {
  it('keeps the newest, without a hole, and tells all of the rest', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 40 });
    fc.assert(
      fc.property(lengths, (all) => {
        const owed = owedSound();
        const lostMs = hear(owed, ...all);
        const kept = lengthOf(owed, owed.connect().events);
        expect(kept).toEqual(all.slice(all.length - kept.length));
        expect(lostMs + kept.reduce((sum, ms) => sum + ms, 0)).toBe(all.reduce((sum, ms) => sum + ms, 0));
      }),
    );
  });

  it('keeps a border that nobody has answered, until it is refused', () => {
    const owed = owedSound();
    owed.push({ type: 'input_audio_buffer.commit', event_id: 'event_1' }, '');
    hear(owed, 700, 700, 700);
    expect(owed.borders).toMatchObject([{ event_id: 'event_1' }]);
    owed.forgetBorder('event_2');
    expect(owed.borders).toHaveLength(1);
    owed.forgetBorder('event_1');
    expect(owed.borders).toEqual([]);
  });

  it('says again what had not left at the cut, though nobody spoke', () => {
    const owed = owedSound();
    owed.connect();
    hear(owed, 300, 300);
    expect(owed.disconnect(300)).toBe(0);
    expect(owed.abandon()).toBe(300);
  });

  it('tells what had not left and is not there any more', () => {
    const owed = owedSound();
    owed.connect();
    hear(owed, 500, 500, 500);
    expect(owed.disconnect(1_500)).toBe(500);
  });

  it('gives an item the sound of its turn, and keeps what was said after the speech', () => {
    const owed = owedSound();
    owed.connect();
    hear(owed, 100, 100);
    owed.begin(100);
    hear(owed, 100, 100, 100);
    owed.stop(300);
    expect(owed.end('commit', false)).toEqual([silence(100), silence(100)]);
    expect(lengthOf(owed, owed.connect().events)).toEqual([100, 100]);
  });

  it('forgets what was cleared, and keeps what was said since', () => {
    const owed = owedSound();
    owed.connect();
    hear(owed, 100);
    owed.push({ type: 'input_audio_buffer.clear', event_id: 'event_1' }, '');
    hear(owed, 50);
    owed.end('clear', true);
    expect(owed.isTurn).toBe(true);
    expect(lengthOf(owed, owed.connect().events)).toEqual([50]);
  });
});
