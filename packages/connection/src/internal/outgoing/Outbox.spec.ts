import { describe, expect, it } from '@jest/globals';
import { inputAudioBufferAppend, inputAudioBufferCommit, responseCreate } from '@rx-realtime/codecs';
import type { ClientEvent, ServerEvent } from '@rx-realtime/codecs';
import { VirtualTimeScheduler } from 'rxjs';
import { realtimeProtocol } from '../realtimeProtocol.ts';
import { Outbox } from './Outbox.ts';
import type { Outlet } from './Outbox.ts';

const lanes = { maxControlBytes: 10_000, maxAudioMs: 2_000, maxAudioAgeMs: 1_000 };

/** An outbox under virtual time, an outlet that the spec opens and shuts, and what they say. */
const setUp = () => {
  const scheduler = new VirtualTimeScheduler();
  const outbox = new Outbox<ServerEvent, ClientEvent>({
    protocol: realtimeProtocol(),
    lanes,
    scheduler,
  });
  const gate = { isOpen: true, mayCarry: true, carried: [] as number[] };
  const sent: string[] = [];
  const outlet = (generation: number): Outlet<ClientEvent> => ({
    generation,
    bufferedBytes: 0,
    send: ({ event }) => void sent.push(event.type),
    mayPass: ({ audioMs }, bytesPerMs) => {
      if (!gate.isOpen || audioMs === 0) return gate.isOpen;
      gate.carried.push(bytesPerMs);
      return gate.mayCarry;
    },
  });
  const told: unknown[] = [];
  outbox.undelivered$.subscribe(({ event, error }) => {
    const { code, reason, retriable, generation } = error;
    told.push([event.type, code, reason, retriable, generation]);
  });
  outbox.delivery$.subscribe(({ state, event, generation }) => told.push([state, event.type, generation]));
  const gaps: unknown[] = [];
  outbox.audioGap$.subscribe((gap) => gaps.push(gap));
  const advance = (ms: number) => {
    scheduler.maxFrames = scheduler.now() + ms;
    scheduler.schedule(() => undefined, ms);
    scheduler.flush();
  };
  return { outbox, outlet, gate, sent, told, gaps, advance, scheduler };
};

const append = (ms: number) => inputAudioBufferAppend(new Int16Array(ms * 24));
const sessionOf = (type: 'session.created' | 'session.updated'): ServerEvent => ({
  type,
  event_id: 'event_1',
  session: { type: 'realtime', audio: { input: { format: { type: 'audio/pcmu' } } } },
});

describe('Outbox', () => {
  it('sends audio at once unless it is held', () => {
    const { outbox, outlet, sent } = setUp();
    outbox.connect(outlet(1), false);
    outbox.accept(append(20));
    expect(sent).toEqual(['input_audio_buffer.append']);
    outbox.connect(outlet(2), true);
    outbox.accept(append(20));
    outbox.accept(responseCreate());
    expect(sent).toEqual(['input_audio_buffer.append', 'response.create']);
    outbox.releaseAudio();
    expect(sent).toEqual(['input_audio_buffer.append', 'response.create', 'input_audio_buffer.append']);
  });

  it('looks at a closed gate again, and only while something waits', () => {
    const { outbox, outlet, gate, sent, advance, scheduler } = setUp();
    outbox.connect(outlet(1), false);
    outbox.accept(responseCreate());
    expect(scheduler.actions).toEqual([]);
    gate.isOpen = false;
    outbox.accept(inputAudioBufferCommit());
    expect(scheduler.actions).toHaveLength(1);
    gate.isOpen = true;
    advance(19);
    expect(sent).toEqual(['response.create']);
    advance(1);
    expect(sent).toEqual(['response.create', 'input_audio_buffer.commit']);
    expect(scheduler.actions).toEqual([]);
  });

  it('looks at no gate for audio that is held, nor after the session', () => {
    const { outbox, outlet, gate, sent, scheduler } = setUp();
    outbox.connect(outlet(1), true);
    outbox.accept(append(20));
    expect(scheduler.actions).toEqual([]);
    gate.isOpen = false;
    outbox.accept(responseCreate());
    expect(scheduler.actions).toHaveLength(1);
    outbox.disconnect();
    gate.isOpen = true;
    scheduler.flush();
    expect(sent).toEqual([]);
  });

  it.each(['session.created', 'session.updated'] as const)(
    'learns from %s how long an append lasts and what it costs to carry',
    (type) => {
      const { outbox, outlet, gate, gaps } = setUp();
      outbox.connect(outlet(3), false);
      gate.mayCarry = false;
      outbox.accept(append(20));
      outbox.learn(sessionOf(type));
      outbox.learn({ type: 'input_audio_buffer.cleared', event_id: 'event_2' });
      outbox.accept(append(20));
      expect(gate.carried).toEqual([64, (8 * 4) / 3]);
      outbox.discard('over');
      expect(gaps).toEqual([{ durationMs: 20 + 120, generation: 3 }]);
    },
  );

  it('tells of each event that never leaves, with the session that it was for, and of sound in milliseconds', () => {
    const { outbox, outlet, told, gaps } = setUp();
    outbox.accept(responseCreate());
    outbox.accept(append(30));
    outbox.accept(inputAudioBufferCommit());
    outbox.discard('over');
    expect(told).toEqual([
      ['response.create', 'socket_closed', 'send', false, 0],
      ['unsent', 'response.create', 0],
      ['input_audio_buffer.commit', 'socket_closed', 'send', false, 0],
      ['unsent', 'input_audio_buffer.commit', 0],
    ]);
    expect(gaps).toEqual([{ durationMs: 30, generation: 0 }]);
    outbox.connect(outlet(1), false);
    outbox.disconnect();
    told.length = 0;
    outbox.accept({ type: 'response.cancel', event_id: 'a' });
    expect(told).toEqual([
      ['response.cancel', 'session_replaced', 'send', false, 1],
      ['unsent', 'response.cancel', 1],
    ]);
  });

  it('tells of sound that grew too old, as soon as it looks', () => {
    const { outbox, outlet, sent, gaps, advance } = setUp();
    outbox.accept(append(30));
    advance(1_000);
    outbox.accept(append(50));
    expect(gaps).toEqual([]);
    advance(1);
    outbox.connect(outlet(1), false);
    expect(gaps).toEqual([{ durationMs: 30, generation: 1 }]);
    expect(sent).toEqual(['input_audio_buffer.append']);
  });

  it('tells of nothing when nothing was there', () => {
    const { outbox, told, gaps } = setUp();
    outbox.discard('over');
    outbox.disconnect();
    expect([told, gaps]).toEqual([[], []]);
  });
});
