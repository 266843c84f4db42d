import { describe, expect, it } from '@jest/globals';
import type { ServerEvent, ServerItem } from '@rx-realtime/codecs';
import { connectionLost, itHasALifeCycle } from '@rx-realtime/test-kit';
import { expectTypeOf } from 'expect-type';
import { from, lastValueFrom, map, NEVER, of, pipe, toArray } from 'rxjs';
import type { Observable } from 'rxjs';
import { captions } from './captions.ts';
import type { Caption } from './caption.ts';
import type { CaptionsConfig } from './captions.ts';
import { conversation } from './conversation.ts';

const event_id = '';
const added = (item: ServerItem, previous_item_id?: string): ServerEvent => ({
  type: 'conversation.item.added',
  event_id,
  previous_item_id,
  item,
});
const finished = (item: ServerItem): ServerEvent => ({
  type: 'conversation.item.done',
  event_id,
  item: { ...item, status: 'completed' } as ServerItem,
});
const typed = (id: string, text: string): ServerItem => ({
  type: 'message',
  id,
  role: 'user',
  content: [{ type: 'input_text', text }],
});
const spoken = (id: string): ServerItem => ({
  type: 'message',
  id,
  role: 'user',
  status: 'completed',
  content: [{ type: 'input_audio', transcript: null }],
});
const answer = (id: string): ServerItem => ({
  type: 'message',
  id,
  role: 'assistant',
  status: 'in_progress',
  content: [],
});
const at = (item_id: string) => ({ event_id, item_id, content_index: 0 });
const words = (id: string, delta: string): ServerEvent => ({
  type: 'response.output_audio_transcript.delta',
  ...at(id),
  response_id: 'r',
  output_index: 0,
  delta,
});
const sound = (id: string): ServerEvent => ({
  type: 'response.output_audio.delta',
  ...at(id),
  response_id: 'r',
  output_index: 0,
  delta: 'A'.repeat(64),
});
const heard = (id: string, delta: string): ServerEvent => ({
  type: 'conversation.item.input_audio_transcription.delta',
  ...at(id),
  delta,
});
const transcribed = (id: string, transcript: string): ServerEvent => ({
  type: 'conversation.item.input_audio_transcription.completed',
  ...at(id),
  transcript,
});
const failed = (id: string): ServerEvent => ({
  type: 'conversation.item.input_audio_transcription.failed',
  ...at(id),
  error: { code: 'audio_unintelligible' },
});
const call: ServerItem = { type: 'function_call', id: 'f', call_id: 'c', name: 'f', arguments: '{}' };
const system: ServerItem = { type: 'message', id: 's', role: 'system', content: [] };

const allOf = (events: readonly ServerEvent[], config?: CaptionsConfig) =>
  lastValueFrom(from(events).pipe(conversation(), captions(config), toArray()));
const linesOf = async (events: readonly ServerEvent[], config?: CaptionsConfig) =>
  (await allOf(events, config)).at(-1)?.map(({ who, text, status }) => `${who}: ${text} (${status})`);

describe('captions', () => {
  it('puts the question above its answer, although it is transcribed later', async () => {
    const events = [
      added(spoken('u')),
      added(answer('a'), 'u'),
      words('a', 'Good '),
      words('a', 'evening.'),
      finished(answer('a')),
      transcribed('u', 'Hello.'),
    ];
    expect(await linesOf(events.slice(0, 3))).toEqual(['user:  (partial)', 'assistant: Good  (partial)']);
    expect(await linesOf(events)).toEqual([
      'user: Hello. (completed)',
      'assistant: Good evening. (completed)',
    ]);
  });

  it('shows what the user is saying before there is an item of it', async () => {
    const saying = [added(typed('a', 'Hi')), heard('u', 'How '), heard('u', 'are')];
    expect(await linesOf(saying)).toEqual(['user: Hi (completed)', 'user: How are (partial)']);
    const placed = [...saying, added(spoken('u'), 'a'), transcribed('u', 'How are you?')];
    expect(await linesOf(placed)).toEqual(['user: Hi (completed)', 'user: How are you? (completed)']);
    expect(await linesOf([transcribed('missed', 'Hello.')])).toEqual([]);
  });

  it('says what became of words that did not come to their end', async () => {
    expect(await linesOf([added(spoken('u')), failed('u')])).toEqual(['user:  (failed)']);
    const cut: ServerEvent = { type: 'conversation.item.truncated', ...at('a'), audio_end_ms: 0 };
    const events = [added(answer('a')), sound('a'), words('a', 'Well'), finished(answer('a')), cut];
    expect(await linesOf(events)).toEqual(['assistant:  (interrupted)']);
    expect(
      await linesOf([
        added(spoken('u')),
        added(answer('a')),
        words('a', 'Well'),
        heard('v', 'Oh'),
        connectionLost,
      ]),
    ).toEqual(['user:  (interrupted)', 'assistant: Well (interrupted)', 'user: Oh (interrupted)']);
  });

  it('leaves out what nobody says', async () => {
    expect(await linesOf([added(system), added(call), added(typed('a', 'Hi'))])).toEqual([
      'user: Hi (completed)',
    ]);
  });

  it('emits what changed only, and keeps the lines that did not', async () => {
    const lists = await allOf([
      added(typed('a', 'Hi')),
      added(call),
      sound('a'),
      added(typed('b', 'Oh'), 'a'),
    ]);
    expect(lists.map((list) => list.length)).toEqual([0, 1, 2]);
    expect(lists[2]?.[0]).toBe(lists[1]?.[0]);
  });

  it('shows the last maxItems items', async () => {
    const events = [added(typed('a', 'A')), added(typed('b', 'B')), added(typed('c', 'C'))];
    expect(await linesOf(events, { maxItems: 2 })).toEqual(['user: B (completed)', 'user: C (completed)']);
    expect(() => captions({ maxItems: 0 })).toThrow('captions: expected maxItems to be 1 or more, got 0');
  });

  itHasALifeCycle<ServerEvent>({
    operator: () =>
      pipe(
        conversation(),
        captions(),
        map((lines) => lines.map(({ text }) => text).join(' ')),
      ),
    values: { a: added(typed('a', 'A')), b: added(typed('b', 'B')), x: added(call) },
    results: { 0: '', 1: 'A', 2: 'A B' },
    first: '0',
    one: ['-a', '01'],
    many: ['-a-xb-', '01--2-'],
  });

  it('types what it takes and gives', () => {
    expectTypeOf(NEVER.pipe(captions())).toEqualTypeOf<Observable<readonly Caption[]>>();
    // @ts-expect-error snapshots, not events
    of(added(system)).pipe(captions());
  });
});
