import { describe, expect, it } from '@jest/globals';
import type { ClientEvent } from '@rx-realtime/codecs';
import fc from 'fast-check';
import { Lanes } from './Lanes.ts';
import type { QueuedFrame } from './Lanes.ts';

const limits = { maxControlBytes: 100, maxAudioMs: 200, maxAudioAgeMs: 1_000 };
const open = () => true;
/** Lets everything pass but audio. */
const shut = ({ audioMs }: { readonly audioMs: number }) => audioMs === 0;

const frame = (
  type: ClientEvent['type'],
  text = type as string,
  queuedAtMs = 0,
): QueuedFrame<ClientEvent> => ({
  event: { type } as ClientEvent,
  text,
  audioMs: type === 'input_audio_buffer.append' ? 40 : 0,
  queuedAtMs,
});
const texts = (
  lanes: Lanes<ClientEvent>,
  gate: (next: QueuedFrame<ClientEvent>) => boolean = open,
): string[] => {
  const taken: string[] = [];
  for (let next = lanes.first; next && gate(next); next = lanes.first) {
    taken.push(next.text);
    expect(lanes.shift()).toBe(next);
  }
  return taken;
};

describe('Lanes', () => {
  it('lets control events overtake audio, in their order', () => {
    const lanes = new Lanes<ClientEvent>(limits);
    lanes.offer(frame('input_audio_buffer.append', 'audio'), 0);
    lanes.offer(frame('session.update', 'first'), 0);
    lanes.offer(frame('response.cancel', 'second'), 0);
    expect(texts(lanes)).toEqual(['first', 'second', 'audio']);
  });

  it('keeps append, commit and response.create in order, even while the gate is shut', () => {
    const lanes = new Lanes<ClientEvent>(limits);
    for (const type of [
      'input_audio_buffer.append',
      'input_audio_buffer.commit',
      'response.create',
    ] as const) {
      lanes.offer(frame(type), 0);
    }
    expect(texts(lanes, shut)).toEqual([]);
    expect(texts(lanes)).toEqual([
      'input_audio_buffer.append',
      'input_audio_buffer.commit',
      'response.create',
    ]);
  });

  it('does not hold a commit back behind a shut gate when no audio waits before it', () => {
    const lanes = new Lanes<ClientEvent>(limits);
    lanes.offer(frame('input_audio_buffer.commit'), 0);
    expect(texts(lanes, shut)).toEqual(['input_audio_buffer.commit']);
  });

  it('drops the oldest audio beyond maxAudioMs and says how much', () => {
    const lanes = new Lanes<ClientEvent>(limits);
    for (let index = 0; index < 7; index += 1) lanes.offer(frame('input_audio_buffer.append', `${index}`), 0);
    expect(lanes.dropStaleAudio(0)).toBe(80);
    expect(texts(lanes)).toEqual(['2', '3', '4', '5', '6']);
  });

  it('drops audio older than maxAudioAgeMs but never the commit between', () => {
    const lanes = new Lanes<ClientEvent>(limits);
    lanes.offer(frame('input_audio_buffer.append', 'old', 0), 0);
    lanes.offer(frame('input_audio_buffer.commit', 'commit', 0), 0);
    lanes.offer(frame('input_audio_buffer.append', 'young', 900), 0);
    expect(lanes.dropStaleAudio(1_001)).toBe(40);
    expect(texts(lanes)).toEqual(['commit', 'young']);
  });

  it('refuses control events beyond maxControlBytes, be they barriers, and counts what the socket holds', () => {
    const lanes = new Lanes<ClientEvent>(limits);
    expect(lanes.offer(frame('conversation.item.create', 'x'.repeat(101)), 0)).toBe(false);
    expect(lanes.offer(frame('conversation.item.create', 'x'.repeat(50)), 51)).toBe(false);
    expect(lanes.offer(frame('conversation.item.create', 'x'.repeat(50)), 50)).toBe(true);
    expect(lanes.offer(frame('input_audio_buffer.commit', 'x'.repeat(50)), 0)).toBe(true);
    expect(lanes.offer(frame('input_audio_buffer.commit', 'x'), 0)).toBe(false);
    expect(lanes.offer(frame('input_audio_buffer.append', 'x'.repeat(500)), 50)).toBe(true);
    expect(lanes.size).toBe(3);
    lanes.drain();
    expect(lanes.offer(frame('response.create', 'x'.repeat(100)), 0)).toBe(true);
  });

  it('lets nothing pass a frame that the gate refuses', () => {
    const lanes = new Lanes<ClientEvent>(limits);
    lanes.offer(frame('session.update', 'large'), 0);
    lanes.offer(frame('response.cancel', 'small'), 0);
    expect(texts(lanes, ({ text }) => text === 'small')).toEqual([]);
    expect(texts(lanes)).toEqual(['large', 'small']);
  });

  it('gives back what is withdrawn, in its order, with the room that it took', () => {
    const lanes = new Lanes<ClientEvent>(limits);
    lanes.offer(frame('input_audio_buffer.append', 'audio'), 0);
    lanes.offer(frame('response.cancel', 'first'.padEnd(30)), 0);
    lanes.offer(frame('input_audio_buffer.commit', 'second'.padEnd(30)), 0);
    lanes.offer(frame('response.create', 'stays'.padEnd(30)), 0);
    lanes.offer(frame('response.cancel', 'third'.padEnd(10)), 0);
    const withdrawn = lanes.withdraw(({ type }) => type !== 'response.create');
    expect(withdrawn.map(({ text }) => text.trim())).toEqual(['first', 'second', 'third']);
    expect(lanes.offer(frame('session.update', 'x'.repeat(70)), 0)).toBe(true);
    expect(texts(lanes).map((text) => text.trim())).toEqual(['stays', 'x'.repeat(70), 'audio']);
  });

  it('drops stale audio behind any number of commits, at once', () => {
    const lanes = new Lanes<ClientEvent>({ ...limits, maxControlBytes: Infinity });
    for (let index = 0; index < 50_000; index += 1) {
      lanes.offer(frame('input_audio_buffer.commit'), 0);
      lanes.dropStaleAudio(0);
    }
    lanes.offer(frame('input_audio_buffer.append', 'old', 0), 0);
    expect(lanes.dropStaleAudio(2_000)).toBe(40);
    expect(texts(lanes)).toHaveLength(50_000);
  });

  it('loses nothing and keeps every order that matters, whatever the gate does', () => {
    const step = fc.oneof(
      fc.constantFrom(
        'input_audio_buffer.append' as const,
        'input_audio_buffer.commit' as const,
        'response.create' as const,
      ),
      fc.record({ takes: fc.nat(4), open: fc.boolean() }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const lanes = new Lanes<ClientEvent>({ ...limits, maxControlBytes: Infinity });
        const accepted: QueuedFrame<ClientEvent>[] = [];
        const left: QueuedFrame<ClientEvent>[] = [];
        let droppedMs = 0;
        for (const [index, current] of steps.entries()) {
          if (typeof current === 'string') {
            const next = frame(current, `${index}`);
            lanes.offer(next, 0);
            accepted.push(next);
            droppedMs += lanes.dropStaleAudio(0);
          } else {
            for (let count = 0; count < current.takes; count += 1) {
              const next = lanes.first;
              if (next === undefined || !(current.open || shut(next))) break;
              lanes.shift();
              left.push(next);
            }
          }
        }
        left.push(...lanes.drain());

        const of = (frames: QueuedFrame<ClientEvent>[], type: string) =>
          frames.filter(({ event }) => event.type === type);
        const sum = (frames: QueuedFrame<ClientEvent>[]) =>
          frames.reduce((ms, { audioMs }) => ms + audioMs, 0);
        expect(sum(left) + droppedMs).toBe(sum(accepted));
        for (const type of ['input_audio_buffer.commit', 'response.create']) {
          expect(of(left, type)).toEqual(of(accepted, type));
        }
        // Nothing passes a commit in the wrong direction: audio on either side of it, control only from before it.
        const place = (frames: QueuedFrame<ClientEvent>[], wanted: QueuedFrame<ClientEvent>) =>
          frames.indexOf(wanted);
        for (const commit of of(left, 'input_audio_buffer.commit')) {
          const others = left.filter((other) => other !== commit);
          const isBefore = (all: QueuedFrame<ClientEvent>[]) =>
            others.map((other) => place(all, other) < place(all, commit));
          expect(isBefore(left)).toEqual(isBefore(accepted));
        }
      }),
    );
  });
});
