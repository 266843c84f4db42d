import { describe, expect, it } from '@jest/globals';
import {
  conversationItemCreate,
  functionCallOutput,
  responseCreate,
  sessionUpdate,
  userText,
} from '@rx-realtime/codecs';
import { call, say } from '@rx-realtime/simulator';
import type { Responder } from '@rx-realtime/simulator';
import { BehaviorSubject, delay } from 'rxjs';
import type { RotationOutcome } from '../src/index.ts';
import { blockMs, blocks, rotating } from '../test/rotating.ts';

const text = { output_modalities: ['text'] } as const;
/** A session of the simulator ends after this; its rotation begins here, and has its deadline there. */
const startMs = 60_000;
const deadlineMs = 114_000;

const told = (outcome$: {
  subscribe(next: (outcome: RotationOutcome) => void): unknown;
}): RotationOutcome[] => {
  const outcomes: RotationOutcome[] = [];
  outcome$.subscribe((outcome) => outcomes.push(outcome));
  return outcomes;
};

/** Words of the items that the assistant knows, each time it is asked. */
const listening = () => {
  const known: string[][] = [];
  const responder: Responder = ({ items }) => {
    known.push(
      items.flatMap((item) => (item.type === 'message' && item.role === 'user' ? [words(item)] : [])),
    );
    return [say('Yes.')];
  };
  return { known, responder };
};

const words = ({ content }: { readonly content: readonly object[] }): string =>
  content.map((part) => ('text' in part ? String(part.text) : '')).join('');

describe('a rotation at a quiet point', () => {
  it('loses and doubles no sound, but for the prefix that it tells', () => {
    const { time, restored, heard, gapsMs, speak } = rotating();
    speak(80_000 / blockMs);
    time.advanceTo(81_000);
    const [{ handover } = {}] = restored;
    expect(handover).toMatchObject({ reason: 'expiry', isQuiet: true, gapMs: 0, prefixMs: 600 });
    const [before = [], after = []] = heard;
    const prefix = 600 / blockMs;
    expect(before).toEqual(blocks(0, before.length));
    expect(after).toEqual(blocks(before.length - prefix, 80_000 / blockMs));
    expect(gapsMs).toEqual([]);
  });

  it('gives as much sound before the change as a turn is padded with', () => {
    const detection = { type: 'server_vad', prefix_padding_ms: 1_000 } as const;
    const { time, restored, speak } = rotating({
      session: { audio: { input: { turn_detection: detection } } },
    });
    speak(startMs / blockMs);
    time.advanceTo(startMs);
    expect(restored).toMatchObject([{ handover: { prefixMs: 1_300 } }]);
  });

  it('gives no more of it though more is kept of an upload', () => {
    const { time, restored, speak } = rotating({ maxAudioAgeMs: Infinity });
    speak(startMs / blockMs);
    time.advanceTo(startMs);
    expect(restored).toMatchObject([{ handover: { prefixMs: 600 } }]);
  });

  it('gives no sound twice where turns are committed by hand', () => {
    const { time, restored, heard } = rotating({ session: { audio: { input: { turn_detection: null } } } });
    time.advanceTo(startMs + 1_000);
    expect(restored).toMatchObject([{ handover: { isQuiet: true, prefixMs: 0 } }]);
    expect(heard).toEqual([[], []]);
  });

  it('loses and doubles no item, and tells nobody of a loss', () => {
    const { known, responder } = listening();
    const { time, types, texts, ask } = rotating({ session: text, simulator: { responder } });
    const asked = Array.from({ length: 30 }, (_, index) => `Question ${index}?`);
    asked.forEach((question, index) => time.schedule(() => ask(question), index * 5_000 + 100));
    time.advanceTo(150_000);
    expect(known.at(-1)).toEqual(asked);
    expect(texts()).toHaveLength(60);
    expect(types).not.toContain('connection.lost');
    expect(types.filter((type) => type === 'session.created' || type === 'error')).toEqual([
      'session.created',
    ]);
    expect(types.filter((type) => type === 'connection.restored')).toHaveLength(2);
  });

  it('is told by the states of the socket, and closes the session before', () => {
    const { time, states, ends } = rotating();
    time.advanceTo(startMs + 1_000);
    expect(states.slice(-3)).toEqual(['ready 1', 'rotating 1', 'ready 2']);
    expect(ends).toEqual(['1 by client with 1000']);
  });

  it('waits for an answer, and goes on giving items to the session that answers', () => {
    const { known, responder } = listening();
    const slow = { responder, timing: { sessionMs: 120_000, firstItemMs: 10_000 } };
    const { time, types, said, ask, socket } = rotating({ session: text, simulator: slow });
    time.schedule(() => ask('One?'), startMs - 5_000);
    time.schedule(() => socket.next(conversationItemCreate(userText('And two?'))), startMs + 1_000);
    time.advanceTo(startMs + 2_000);
    expect(said[0]?.filter((type) => type === 'conversation.item.create')).toHaveLength(2);
    expect(types).not.toContain('connection.restored');
    time.advanceTo(startMs + 20_000);
    expect(types.slice(types.lastIndexOf('response.done'))).toEqual(['response.done', 'connection.restored']);
    ask('Three?');
    time.advanceTo(startMs + 40_000);
    expect(known.at(-1)).toEqual(['One?', 'And two?', 'Three?']);
  });

  it('waits for a tool', () => {
    const tools = [{ type: 'function', name: 'book', parameters: { type: 'object' } }] as const;
    const responder: Responder = ({ functionOutputs }) =>
      functionOutputs.length > 0 ? [say('Booked.')] : [call('book')];
    const { time, live$, types, restored, ask, socket } = rotating({
      session: { ...text, tools },
      simulator: { responder },
    });
    live$.pipe(delay(10_000, time)).subscribe((event) => {
      if (event.type !== 'response.function_call_arguments.done') return;
      socket.next(conversationItemCreate(functionCallOutput(event.call_id, 'seat 12')));
      socket.next(responseCreate());
    });
    time.schedule(() => ask('Book a seat.'), startMs - 5_000);
    time.advanceTo(startMs + 4_000);
    expect(restored).toEqual([]);
    time.advanceTo(startMs + 8_000);
    expect(restored).toMatchObject([{ handover: { isQuiet: true } }]);
    expect(types.filter((type) => type === 'response.function_call_arguments.done')).toHaveLength(1);
  });

  it('waits until what was said has been heard, where that is known', () => {
    const isPlaying$ = new BehaviorSubject(true);
    const { time, restored } = rotating({ rotation: { isPlaying$ } });
    time.advanceTo(startMs + 10_000);
    expect(restored).toEqual([]);
    isPlaying$.next(false);
    expect(restored).toMatchObject([{ handover: { isQuiet: true } }]);
  });

  it('gives the second session the settings that were changed while it waited', () => {
    const isPlaying$ = new BehaviorSubject(true);
    const { time, restored, socket, types } = rotating({ session: text, rotation: { isPlaying$ } });
    time.advanceTo(startMs + 1_000);
    socket.next(sessionUpdate({ instructions: 'Be brief.' }));
    time.advanceTo(startMs + 2_000);
    isPlaying$.next(false);
    time.advanceTo(startMs + 3_000);
    expect(restored).toMatchObject([{ session: { instructions: 'Be brief.', output_modalities: ['text'] } }]);
    expect(types.filter((type) => type === 'session.updated')).toHaveLength(2);
  });

  it('takes back what was deleted while the second session waited', () => {
    const { known, responder } = listening();
    const isPlaying$ = new BehaviorSubject(true);
    const { time, ask, socket } = rotating({
      session: text,
      rotation: { isPlaying$ },
      simulator: { responder },
    });
    const item = { ...userText('Forget this.'), id: 'item_1' };
    socket.next(conversationItemCreate(item));
    time.advanceTo(startMs + 1_000);
    socket.next({ type: 'conversation.item.delete', item_id: 'item_1' });
    time.advanceTo(startMs + 2_000);
    isPlaying$.next(false);
    ask('What?');
    time.advanceTo(startMs + 3_000);
    expect(known).toEqual([['What?']]);
  });
});

describe('a rotation at its deadline', () => {
  it('says a turn again that is being spoken, from its beginning', () => {
    const isPlaying$ = new BehaviorSubject(true);
    const { time, restored, heard, gapsMs, types, speak } = rotating({ rotation: { isPlaying$ } });
    const turn = 105_000 / blockMs;
    speak(120_000 / blockMs, (block) => block >= turn);
    time.advanceTo(deadlineMs + 3_000);
    expect(restored).toMatchObject([{ handover: { isQuiet: false, prefixMs: 0 } }]);
    const [before = [], after = []] = heard;
    expect(before).toEqual(blocks(0, before.length));
    const [first = Infinity] = after;
    expect(first).toBeLessThanOrEqual(turn);
    expect(first).toBeGreaterThan(turn - 600 / blockMs);
    expect(after).toEqual(blocks(first, first + after.length));
    expect(after.length).toBeGreaterThan(before.length - first);
    expect(gapsMs).toEqual([]);
    expect(types.filter((type) => type.startsWith('connection.'))).toEqual([
      'connection.lost',
      'connection.restored',
    ]);
  });

  it('tells every millisecond of a turn that is too long to be said again', () => {
    const isPlaying$ = new BehaviorSubject(true);
    const { time, heard, gapsMs, events, speak } = rotating({ maxOwedMs: 2_000, rotation: { isPlaying$ } });
    speak(120_000 / blockMs, (block) => block >= 100_000 / blockMs);
    time.advanceTo(deadlineMs + 3_000);
    const [turnMs = NaN] = events.flatMap((event) =>
      event.type === 'input_audio_buffer.speech_started' ? [event.audio_start_ms ?? NaN] : [],
    );
    const [, after = []] = heard;
    const [first = NaN] = after;
    expect(gapsMs).toEqual([first * blockMs - turnMs]);
    expect(after).toEqual(blocks(first, first + after.length));
  });

  it('has an answer gone on with', () => {
    const responder: Responder = ({ instructions }) =>
      instructions.includes('cut off') ? [say('four five')] : [say('one two three four five')];
    const slow = { responder, timing: { sessionMs: 120_000, textDeltaMs: 18_000 } };
    const { time, types, texts, ask } = rotating({ session: text, simulator: slow });
    time.schedule(() => ask('Count.'), startMs - 3_000);
    time.advanceTo(deadlineMs + 60_000);
    expect(types.filter((type) => type === 'response.created')).toHaveLength(2);
    expect(types.filter((type) => type === 'response.done')).toHaveLength(1);
    expect(texts().join(' ')).toMatch(/one two three.*four five/);
  });
});

describe('a rotation that comes to nothing', () => {
  it('leaves everything to the session that there is', () => {
    const { known, responder } = listening();
    const faults = [{ at: { connection: 2 }, do: 'httpStatus', status: 503 } as const];
    const { time, socket, states, ask, ends, heard, speak } = rotating({
      session: text,
      simulator: { responder, faults },
    });
    speak(10_000 / blockMs);
    time.advanceTo(1_000);
    ask('One?');
    time.advanceTo(2_000);
    const outcomes = told(socket.rotate());
    time.advanceTo(3_000);
    expect(outcomes).toMatchObject([{ state: 'stayed', reason: 'refused', error: { code: 'http_503' } }]);
    expect(states.slice(-2)).toEqual(['rotating 1', 'ready 1']);
    ask('Two?');
    time.advanceTo(11_000);
    expect(known).toEqual([['One?'], ['One?', 'Two?']]);
    expect(heard).toEqual([blocks(0, 10_000 / blockMs)]);
    expect(ends).toEqual([]);
  });

  it.each([
    { at: { connection: 2, event: 'session.created' }, do: 'drop' } as const,
    { at: { connection: 2, event: 'session.updated' }, do: 'drop' } as const,
    { at: { connection: 2, event: 'conversation.item.added' }, do: 'drop' } as const,
    { at: { connection: 2, event: 'conversation.item.done' }, do: 'close', code: 1000 } as const,
    { at: { connection: 2, event: 'session.created' }, do: 'close', code: 4000 } as const,
  ])('leaves everything to the session that there is: $at.event, $do', (fault) => {
    const { known, responder } = listening();
    const { time, socket, types, ask } = rotating({
      session: text,
      simulator: { responder, faults: [fault] },
    });
    ask('One?');
    time.advanceTo(2_000);
    const outcomes = told(socket.rotate());
    time.advanceTo(3_000);
    expect(outcomes).toMatchObject([{ state: 'stayed', reason: 'refused' }]);
    ask('Two?');
    time.advanceTo(4_000);
    expect(known).toEqual([['One?'], ['One?', 'Two?']]);
    expect(types.filter((type) => type.startsWith('connection.'))).toEqual([]);
  });

  it('is made at once when the connection is lost and the second session is there', () => {
    const isPlaying$ = new BehaviorSubject(true);
    const { known, responder } = listening();
    const faults = [{ at: { connection: 1, timeMs: startMs + 5_000 }, do: 'drop' } as const];
    const { time, types, restored, states, ends, heard, ask, speak } = rotating({
      session: text,
      rotation: { isPlaying$ },
      simulator: { responder, faults },
    });
    speak(70_000 / blockMs);
    ask('One?');
    time.advanceTo(startMs + 6_000);
    expect(restored).toMatchObject([
      { generation: 2, handover: { reason: 'lost', isQuiet: false, gapMs: 0, prefixMs: 600 } },
    ]);
    expect(ends).toEqual(['1 by server with null']);
    expect(states.slice(-4)).toEqual(['rotating 1', 'closed 1', 'restoring 2', 'ready 2']);
    ask('Two?');
    time.advanceTo(startMs + 20_000);
    expect(known.at(-1)).toEqual(['One?', 'Two?']);
    expect(types.filter((type) => type.startsWith('connection.'))).toEqual([
      'connection.lost',
      'connection.restored',
    ]);
    const [before = [], after = []] = heard;
    const [first = Infinity] = after;
    // What was on its way to the first session is heard by the second.
    expect(before).toEqual(blocks(0, before.length));
    expect(after).toEqual(blocks(first, 70_000 / blockMs));
    expect(first).toBeLessThan(before.length);
    expect(ends).toHaveLength(1);
  });

  it('is given up when the connection is lost before that: the conversation is restored once', () => {
    const { known, responder } = listening();
    const faults = [
      { at: { connection: 1, timeMs: startMs + 5_000 }, do: 'drop' } as const,
      { at: { connection: 2, event: 'session.created' }, do: 'stall' } as const,
    ];
    const { time, types, restored, ends, ask } = rotating({
      session: text,
      simulator: { responder, faults },
    });
    ask('One?');
    time.advanceTo(startMs + 6_000);
    expect(restored).toMatchObject([{ generation: 3, handover: { reason: 'lost', isQuiet: false } }]);
    expect(ends.map((end) => end.slice(0, 11))).toEqual(['1 by server', '2 by client']);
    ask('Two?');
    time.advanceTo(startMs + 7_000);
    expect(known.at(-1)).toEqual(['One?', 'Two?']);
    expect(types.filter((type) => type === 'connection.lost')).toHaveLength(1);
  });

  it('says so when there is no session, when the last was just before, and when the socket ends', () => {
    const { time, socket } = rotating();
    const nothing = { state: 'stayed', reason: 'no_session' };
    expect(told(socket.rotate())).toEqual([nothing]);
    time.advanceTo(1_000);
    socket.complete();
    time.advanceTo(3_000);
    expect(told(socket.rotate())).toEqual([nothing]);
    expect(time.pending).toBe(0);
  });
});

describe('rotations', () => {
  it('never come within the least gap, whoever asks', () => {
    const { time, socket, ends } = rotating({ rotation: { minRotationGapMs: 30_000 } });
    time.advanceTo(1_000);
    const first = told(socket.rotate());
    time.advanceTo(20_000);
    const second = told(socket.rotate());
    time.advanceTo(32_000);
    const third = told(socket.rotate());
    time.advanceTo(33_000);
    expect([first, second, third]).toMatchObject([
      [{ state: 'rotated', generation: 2 }],
      [{ state: 'stayed', reason: 'too_soon' }],
      [{ state: 'rotated', generation: 3 }],
    ]);
    expect(ends).toEqual(['1 by client with 1000', '2 by client with 1000']);
  });

  it('are one when two ask at once', () => {
    const { time, socket, ends } = rotating();
    time.advanceTo(1_000);
    const outcomes = [told(socket.rotate()), told(socket.rotate())];
    time.advanceTo(2_000);
    expect(outcomes).toMatchObject([[{ generation: 2 }], [{ generation: 2 }]]);
    expect(ends).toHaveLength(1);
  });

  it('go on in the middle of a restoration', () => {
    const { known, responder } = listening();
    const faults = [
      { at: { connection: 1, timeMs: 5_000 }, do: 'drop' } as const,
      { at: { connection: 2, event: 'conversation.item.added' }, do: 'stall' } as const,
    ];
    const { time, socket, restored, ask, types } = rotating({
      session: text,
      rotation: { marginMs: 5_000 },
      simulator: { responder, faults },
      heartbeat: false,
    });
    ask('One?');
    time.advanceTo(6_000);
    expect(restored).toEqual([]);
    const outcomes = told(socket.rotate());
    time.advanceTo(12_000);
    expect(outcomes).toMatchObject([{ state: 'rotated', isQuiet: false }]);
    expect(restored).toMatchObject([{ generation: 3 }]);
    ask('Two?');
    time.advanceTo(13_000);
    expect(known.at(-1)).toEqual(['One?', 'Two?']);
    expect(types).not.toContain('error');
  });

  it('can be left out', () => {
    const { time, restored } = rotating({ rotation: false });
    time.advanceTo(115_000);
    expect(restored).toEqual([]);
    time.advanceTo(125_000);
    expect(restored).toMatchObject([{ handover: { reason: 'lost' } }]);
  });

  it.each([
    ['a rotation begins', 'rotating 1', startMs],
    ['the session is replaced', 'connection.lost', deadlineMs],
  ])('leave nothing behind when the socket ends as soon as %s', (_, when, ms) => {
    const isPlaying$ = new BehaviorSubject(true);
    const { time, socket, live$, ends, outcomes } = rotating({ rotation: { isPlaying$ } });
    socket.status$.subscribe((status) => {
      if ('generation' in status && `${status.state} ${status.generation}` === when) socket.complete();
    });
    live$.subscribe(({ type }) => {
      if (type === when) socket.complete();
    });
    time.advanceTo(ms + 3_000);
    expect(outcomes).toEqual(['complete']);
    expect(ends.every((end) => end.includes('by client with 1000'))).toBe(true);
    expect(time.pending).toBe(0);
  });

  it('leave nothing behind when the socket ends in the middle of one', () => {
    const isPlaying$ = new BehaviorSubject(true);
    const { time, socket, ends, outcomes } = rotating({ rotation: { isPlaying$ } });
    time.advanceTo(startMs + 1_000);
    socket.complete();
    time.advanceTo(startMs + 3_000);
    expect(ends).toHaveLength(2);
    expect(outcomes).toEqual(['complete']);
    expect(isPlaying$.observed).toBe(false);
    expect(time.pending).toBe(0);
  });
});
