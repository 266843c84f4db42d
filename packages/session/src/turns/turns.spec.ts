import { describe, expect, it } from '@jest/globals';
import type { ServerEvent } from '@rx-realtime/codecs';
import { connectionLost, itHasALifeCycle } from '@rx-realtime/test-kit';
import { map, pipe, Subject } from 'rxjs';
import type { Turn } from './turn.ts';
import { turns } from './turns.ts';

const event_id = 'event_1';
const started = (item_id: string, audio_start_ms = 100): ServerEvent => ({
  type: 'input_audio_buffer.speech_started', event_id, item_id, audio_start_ms,
}); // prettier-ignore
const stopped = (item_id: string, audio_end_ms = 900): ServerEvent => ({
  type: 'input_audio_buffer.speech_stopped', event_id, item_id, audio_end_ms,
}); // prettier-ignore
const committed = (item_id: string): ServerEvent => ({
  type: 'input_audio_buffer.committed', event_id, item_id, previous_item_id: null,
}); // prettier-ignore
const created = (id: string, conversation_id: string | null = 'conv'): ServerEvent => ({
  type: 'response.created', event_id: `event_${id}`, response: { id, status: 'in_progress', conversation_id },
}); // prettier-ignore
const done = (id: string, status: 'completed' | 'cancelled' | 'failed' = 'completed'): ServerEvent => ({
  type: 'response.done', event_id: `event_${id}_done`, response: { id, status, conversation_id: 'conv', output: [] },
}); // prettier-ignore
const message = (response_id: string, id: string): ServerEvent => ({
  type: 'response.output_item.added', event_id, response_id, output_index: 0,
  item: { type: 'message', role: 'assistant', id, content: [] },
}); // prettier-ignore
const called = (response_id: string, call_id: string): ServerEvent => ({
  type: 'response.output_item.done', event_id, response_id, output_index: 0,
  item: { type: 'function_call', id: `item_${call_id}`, call_id, name: 'order', arguments: '{}', status: 'completed' },
}); // prettier-ignore

const play = (...events: readonly ServerEvent[]) => {
  const source$ = new Subject<ServerEvent>();
  const told: Turn[] = [];
  source$.pipe(turns()).subscribe((turn) => told.push(turn));
  events.forEach((event) => source$.next(event));
  const newest = new Map(told.map((turn) => [turn.id, turn]));
  return {
    told,
    turn: (id: string) => newest.get(id),
    phases: () => told.map(({ id, phase }) => `${id} ${phase}`),
  };
};

describe('turns', () => {
  itHasALifeCycle<ServerEvent>({
    operator: (scheduler) =>
      pipe(
        turns({ scheduler }),
        map(({ phase }) => phase),
      ),
    values: { a: started('i1'), b: committed('i1') },
    results: { a: 'speaking', b: 'waiting' },
    one: ['-a-', '-a-'],
    many: ['-a--b-', '-a--b-'],
  });

  it('follows a turn from its first sound to its answer', () => {
    const { turn, phases } = play(
      started('i1'), stopped('i1'), committed('i1'), created('r1'), message('r1', 'a1'), done('r1'),
    ); // prettier-ignore
    expect(phases()).toEqual([
      'i1 speaking', 'i1 speaking', 'i1 waiting', 'i1 answering', 'i1 answering', 'i1 answered', 'i1 answered',
    ]); // prettier-ignore
    expect(turn('i1')).toMatchObject({
      startMs: 100,
      endMs: 900,
      responses: [{ responseId: 'r1', status: 'completed' }],
      itemIds: ['a1'],
      isInterrupted: false,
      latency: { responseId: 'r1', status: 'completed' },
    });
  });

  it('learns the words late', () => {
    const { turn } = play(committed('i1'), started('i2'), {
      type: 'conversation.item.input_audio_transcription.completed',
      event_id,
      item_id: 'i1',
      content_index: 0,
      transcript: 'Hello.',
    });
    expect(turn('i1')?.transcript).toBe('Hello.');
    expect(turn('i1')?.startMs).toBeUndefined();
  });

  it('waits for tools, whose answer belongs to the same turn', () => {
    const first = [committed('i1'), created('r1'), called('r1', 'c1'), called('r1', 'c1'), done('r1')];
    expect(play(...first).turn('i1')).toMatchObject({
      phase: 'waiting',
      calls: [{ callId: 'c1', name: 'order' }],
    });
    const { turn } = play(...first, created('r2'), done('r2'));
    expect(turn('i1')).toMatchObject({
      phase: 'answered',
      responses: [{ responseId: 'r1' }, { responseId: 'r2' }],
    });
    expect(turn('i1')?.calls).toHaveLength(1);
    expect(turn('i1')?.latency?.responseId).toBe('r1');
  });

  it('knows an answer that was cancelled, and one that was cut after its end', () => {
    const cancelled = play(committed('i1'), created('r1'), started('i2'), done('r1', 'cancelled'));
    expect(cancelled.turn('i1')).toMatchObject({ phase: 'answered', isInterrupted: true });
    const truncated = {
      type: 'conversation.item.truncated',
      event_id,
      item_id: 'a1',
      content_index: 0,
      audio_end_ms: 5,
    } as const;
    const cut = play(
      committed('i1'),
      created('r1'),
      message('r1', 'a1'),
      done('r1'),
      started('i2'),
      truncated,
    );
    expect(cut.turn('i1')?.isInterrupted).toBe(true);
    expect(cut.turn('i2')?.isInterrupted).toBe(false);
  });

  it('tells an answer of which nothing was heard from an old one that is removed', () => {
    const deleted = { type: 'conversation.item.deleted', event_id, item_id: 'a1' } as const;
    const answered = [committed('i1'), created('r1'), message('r1', 'a1'), done('r1')];
    expect(play(...answered, started('i2'), deleted).turn('i1')?.isInterrupted).toBe(true);
    expect(play(...answered, committed('i2'), deleted).turn('i1')?.isInterrupted).toBe(false);
  });

  it('gives up what seemed to be speech', () => {
    expect(play(started('i1'), started('i2')).turn('i1')?.phase).toBe('abandoned');
    const cleared = { type: 'input_audio_buffer.cleared', event_id } as const;
    expect(play(started('i1'), cleared).turn('i1')?.phase).toBe('abandoned');
    const { turn } = play(committed('i1'), started('i2'), cleared, created('r1'));
    expect(turn('i1')?.phase).toBe('answering');
    expect(turn('i2')?.responses).toEqual([]);
  });

  it('takes what is written for a turn, once', () => {
    const item = {
      type: 'message',
      role: 'user',
      id: 'i1',
      content: [{ type: 'input_text', text: 'Hi' }],
    } as const;
    const added = { type: 'conversation.item.added', event_id, previous_item_id: null, item } as const;
    const { told } = play(added, added);
    expect(told).toMatchObject([{ id: 'i1', phase: 'waiting', transcript: 'Hi' }]);
    expect(play(committed('i1'), added).told).toHaveLength(1);
  });

  it('gives the answer to who has finished last, also where something was written meanwhile', () => {
    const written = {
      type: 'message',
      role: 'user',
      id: 'i2',
      content: [{ type: 'input_text', text: 'Hi' }],
    } as const;
    const added = {
      type: 'conversation.item.added',
      event_id,
      previous_item_id: null,
      item: written,
    } as const;
    const { turn } = play(
      started('i1'), added, created('r1'), done('r1'), stopped('i1'), committed('i1'), created('r2'), done('r2'),
    ); // prettier-ignore
    expect(turn('i2')?.responses).toEqual([{ responseId: 'r1', status: 'completed' }]);
    expect(turn('i1')?.responses).toEqual([{ responseId: 'r2', status: 'completed' }]);
  });

  it('leaves out what belongs to no turn', () => {
    expect(play(created('r1'), done('r1')).told).toEqual([]);
    expect(play(committed('i1'), created('r1', null), done('r1')).told).toHaveLength(1);
  });

  it('knows that an answer was lost with its connection', () => {
    const { turn } = play(committed('i1'), created('r1'), started('i2'), connectionLost);
    expect(turn('i1')?.responses).toEqual([{ responseId: 'r1', status: 'lost' }]);
    expect(turn('i1')?.phase).toBe('answered');
    expect(turn('i2')?.phase).toBe('abandoned');
  });

  it('remembers 16 turns', () => {
    const many = Array.from({ length: 17 }, (_, index) => committed(`i${index}`));
    const transcribed = (item_id: string): ServerEvent => ({
      type: 'conversation.item.input_audio_transcription.completed', event_id, item_id, content_index: 0, transcript: 'x',
    }); // prettier-ignore
    expect(play(...many, transcribed('i0')).told).toHaveLength(17);
    expect(play(...many, transcribed('i1')).told).toHaveLength(18);
  });
});
