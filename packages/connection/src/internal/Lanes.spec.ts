import { describe, expect, it } from '@jest/globals';
import type { ClientEvent } from '@rx-realtime/codecs';
import fc from 'fast-check';
import { Lanes } from './Lanes.ts';
import type { QueuedFrame } from './Lanes.ts';

const limits = { maxControlBytes: 100, maxAudioMs: 200, maxAudioAgeMs: 1_000 };
const open = () => true;
const shut = () => false;

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
const texts = (lanes: Lanes<ClientEvent>, gate = open): string[] => {
  const taken: string[] = [];
  for (let next = lanes.take(gate); next; next = lanes.take(gate)) taken.push(next.text);
  return taken;
};

describe('Lanes', () => {
  it('lets control events overtake audio, in their order', () => {
    const lanes = new Lanes<ClientEvent>(limits);
    lanes.offer(frame('input_audio_buffer.append', 'audio'));
    lanes.offer(frame('session.update', 'first'));
    lanes.offer(frame('response.cancel', 'second'));
    expect(texts(lanes)).toEqual(['first', 'second', 'audio']);
  });

  it('keeps append, commit and response.create in order, even while the gate is shut', () => {
    const lanes = new Lanes<ClientEvent>(limits);
    for (const type of [
      'input_audio_buffer.append',
      'input_audio_buffer.commit',
      'response.create',
    ] as const) {
      lanes.offer(frame(type));
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
    lanes.offer(frame('input_audio_buffer.commit'));
    expect(texts(lanes, shut)).toEqual(['input_audio_buffer.commit']);
  });

  it('drops the oldest audio beyond maxAudioMs and says how much', () => {
    const lanes = new Lanes<ClientEvent>(limits);
    for (let index = 0; index < 7; index += 1) lanes.offer(frame('input_audio_buffer.append', `${index}`));
    expect(lanes.dropStaleAudio(0)).toBe(80);
    expect(texts(lanes)).toEqual(['2', '3', '4', '5', '6']);
  });

  it('drops audio older than maxAudioAgeMs but never the commit between', () => {
    const lanes = new Lanes<ClientEvent>(limits);
    lanes.offer(frame('input_audio_buffer.append', 'old', 0));
    lanes.offer(frame('input_audio_buffer.commit', 'commit', 0));
    lanes.offer(frame('input_audio_buffer.append', 'young', 900));
    expect(lanes.dropStaleAudio(1_001)).toBe(40);
    expect(texts(lanes)).toEqual(['commit', 'young']);
  });

  it('refuses control events beyond maxControlBytes, but lets one large event into an empty lane', () => {
    const lanes = new Lanes<ClientEvent>(limits);
    expect(lanes.offer(frame('conversation.item.create', 'x'.repeat(500)))).toBe(true);
    expect(lanes.offer(frame('response.create'))).toBe(false);
    expect(lanes.size).toBe(1);
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
            lanes.offer(next);
            accepted.push(next);
            droppedMs += lanes.dropStaleAudio(0);
          } else {
            for (let count = 0; count < current.takes; count += 1) {
              const taken = lanes.take(() => current.open);
              if (taken) left.push(taken);
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
