import { describe, expect, it } from '@jest/globals';
import { connectionLost, connectionRestored } from '@rx-realtime/test-kit';
import { itemIdOf, textOf } from '@rx-realtime/codecs';
import type { ServerEvent, ServerItem } from '@rx-realtime/codecs';
import fc from 'fast-check';
import { audioItem, callItem, nth, record, textItem } from '../../test/recordings.ts';
import { emptyConversation } from './emptyConversation.ts';
import type { ConversationSnapshot } from './conversationSnapshot.ts';
import { reduceConversation } from './reduceConversation.ts';

const event_id = '';
const user = (id: string, text = id): ServerItem => ({
  type: 'message',
  id,
  role: 'user',
  status: 'completed',
  content: [{ type: 'input_text', text }],
});
const speech = (id: string): ServerItem => ({
  type: 'message',
  id,
  role: 'user',
  content: [{ type: 'input_audio', transcript: null }],
});
const answer = (id: string, transcript?: string): ServerItem => ({
  type: 'message',
  id,
  role: 'assistant',
  content: transcript === undefined ? [] : [{ type: 'output_audio', transcript }],
});
const added = (item: ServerItem, previous_item_id?: string | null): ServerEvent => ({
  type: 'conversation.item.added',
  event_id,
  previous_item_id,
  item,
});
const done = (item: ServerItem, previous_item_id: string | null = null): ServerEvent => ({
  type: 'conversation.item.done',
  event_id,
  previous_item_id,
  item,
});
const deleted = (item_id: string): ServerEvent => ({ type: 'conversation.item.deleted', event_id, item_id });
const at = (item_id: string, content_index = 0) => ({
  event_id,
  response_id: 'r',
  item_id,
  output_index: 0,
  content_index,
});
const words = (id: string, delta: string): ServerEvent => ({
  type: 'response.output_audio_transcript.delta',
  ...at(id),
  delta,
});
/** `ms` milliseconds of PCM16 at 24 kHz. */
const sound = (id: string, ms: number): ServerEvent => ({
  type: 'response.output_audio.delta',
  ...at(id),
  delta: 'A'.repeat(ms * 64),
});
const truncated = (item_id: string, audio_end_ms: number): ServerEvent => ({
  type: 'conversation.item.truncated',
  event_id,
  item_id,
  content_index: 0,
  audio_end_ms,
});
const heard = (type: 'delta' | 'completed', item_id: string, text: string): ServerEvent =>
  type === 'delta'
    ? {
        type: 'conversation.item.input_audio_transcription.delta',
        event_id,
        item_id,
        content_index: 0,
        delta: text,
      }
    : {
        type: 'conversation.item.input_audio_transcription.completed',
        event_id,
        item_id,
        content_index: 0,
        transcript: text,
      };
const session: ServerEvent = { type: 'session.created', event_id, session: { type: 'realtime' } };

const play = (...events: readonly ServerEvent[]) =>
  events.reduce((snapshot, event) => reduceConversation(snapshot, event), emptyConversation);
const ids = ({ items }: ConversationSnapshot) =>
  items.map((item) => ('id' in item ? item.id : item.wireType));
const wordsOf = (snapshot: ConversationSnapshot, id: string) => {
  const item = snapshot.find(id)?.item;
  return item?.type === 'message'
    ? item.content.map((part) => ('transcript' in part ? part.transcript : part.text))
    : undefined;
};

describe('reduceConversation', () => {
  it('orders by previous_item_id: null and root are the front, nothing the end', () => {
    const conversation = play(
      added(user('b'), null),
      added(user('d'), 'b'),
      added(user('c'), 'b'),
      added(user('a'), null),
      added(user('z'), 'root'),
      added(user('e')),
    );
    expect(ids(conversation)).toEqual(['z', 'a', 'b', 'c', 'd', 'e']);
    expect(conversation.size).toBe(6);
  });

  it('can go by arrival, where a server always says null', () => {
    const events = [
      added(user('a'), null),
      done(user('a')),
      added(answer('b'), null),
      added(user('c'), null),
      session,
      added(user('d'), null),
      added(user('e'), 'unknown'),
    ];
    const conversation = events.reduce(
      (snapshot, event) => reduceConversation(snapshot, event, { order: 'arrival' }),
      emptyConversation,
    );
    expect(ids(conversation)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(conversation.warningCount).toBe(0);
    expect(ids(play(...events))).toEqual(['c', 'b', 'a', 'd', 'e']);
  });

  it('knows that what was being said when the connection was lost stays unfinished', () => {
    const running = { ...user('b'), status: 'in_progress' };
    const before = play(added(user('a'), null), added(running as never, 'a'));
    const after = reduceConversation(before, connectionLost);
    expect(after.find('b')?.item).toMatchObject({ status: 'incomplete' });
    expect(after.find('a')).toBe(before.find('a'));
    expect(after.revision).toBe(before.revision + 1);
  });

  it('puts an item after an unknown one at the end, and warns', () => {
    const conversation = play(added(user('a'), null), added(user('b'), 'gone'));
    expect(ids(conversation)).toEqual(['a', 'b']);
    expect(conversation.warning).toEqual({ _tag: 'UnknownAnchor', itemId: 'b', previousItemId: 'gone' });
    expect(conversation.warningCount).toBe(1);
  });

  it('agrees with a plain list after any additions and deletions', () => {
    const id = fc.constantFrom(...Array.from('abcdefgh'));
    const change = fc.oneof(
      { weight: 3, arbitrary: fc.tuple(fc.constant('add' as const), id, fc.option(id, { nil: null })) },
      { weight: 1, arbitrary: fc.tuple(fc.constant('delete' as const), id, fc.constant(null)) },
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
        const oracle: string[] = [];
        let conversation = emptyConversation;
        for (const [kind, itemId, anchor] of changes) {
          const where = oracle.indexOf(itemId);
          if (kind === 'delete') {
            conversation = reduceConversation(conversation, deleted(itemId));
            if (where >= 0) oracle.splice(where, 1);
          } else {
            conversation = reduceConversation(conversation, added(user(itemId), anchor));
            const after = anchor === null ? -1 : oracle.indexOf(anchor);
            if (where < 0) oracle.splice(anchor !== null && after < 0 ? oracle.length : after + 1, 0, itemId);
          }
          expect(ids(conversation)).toEqual(oracle);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('never changes a snapshot, and shares what did not change', () => {
    const before = play(added(user('a'), null), added(answer('b'), 'a'));
    const kept = JSON.stringify(before.entries);
    const after = [words('b', 'Hi'), deleted('a'), truncated('b', 0)].reduce(
      (s, e) => reduceConversation(s, e),
      before,
    );
    expect(JSON.stringify(before.entries)).toBe(kept);
    expect(after.size).toBe(1);
    const grown = reduceConversation(before, words('b', 'Hi'));
    expect(grown.find('a')).toBe(before.find('a'));
    expect(grown.find('b')).not.toBe(before.find('b'));
    expect(grown.entries).toBe(grown.entries);
  });

  it('gives back the same snapshot for events that change nothing', () => {
    const conversation = play(added(user('a'), null));
    for (const event of [
      { type: 'unknown', wireType: 'conversation.item.invented', payload: { item_id: 'a' } },
      { type: 'input_audio_buffer.cleared', event_id },
      words('nowhere', 'x'),
    ] as const) {
      expect(reduceConversation(conversation, event)).toBe(conversation);
    }
  });

  it('follows a recorded answer to what its done payloads say, and leaves out-of-band items out', () => {
    const spoken = record({
      id: '1',
      items: [audioItem(['Good ', 'day.'], ['AAA=']), callItem('f', '{"a":', '1}')],
    });
    const aside = record({ id: '2', items: [textItem('aside')], outOfBand: true });
    const conversation = play(...spoken.events, ...aside.events);
    // Both items of the recording have previous_item_id null, so the second is in front.
    expect(ids(conversation)).toEqual(['item_1_1', 'item_1_0']);
    expect(wordsOf(conversation, 'item_1_0')).toEqual(['Good day.']);
    expect(conversation.find('item_1_1')?.item).toMatchObject({
      type: 'function_call',
      arguments: '{"a":1}',
    });
  });

  it('shows the answer while it is spoken', () => {
    const conversation = play(added(answer('a'), null), words('a', 'Good '), words('a', 'day'));
    expect(wordsOf(conversation, 'a')).toEqual(['Good day']);
  });

  it('keeps images, MCP items and items of unknown kind', () => {
    const image: ServerItem = {
      type: 'message',
      id: 'image',
      role: 'user',
      content: [{ type: 'input_image', image_url: 'data:image/png;base64,AA==' }],
    };
    const mcp: ServerItem = { type: 'mcp_call', id: 'mcp', server_label: 's', name: 'n', arguments: '{}' };
    const later: ServerItem = { type: 'unknown', wireType: 'hologram', payload: { id: 'later' } };
    const conversation = play(added(image, null), added(mcp, 'image'), added(later, 'mcp'), done(image));
    expect(ids(conversation)).toEqual(['image', 'mcp', 'hologram']);
    expect(conversation.find('image')?.item).toMatchObject(image);
    expect(conversation.find('later')?.item).toEqual(later);
  });

  it('writes the user transcript into its item, whenever it comes', () => {
    const inside = play(
      added(speech('u'), null),
      done(speech('u')),
      heard('delta', 'u', 'He'),
      heard('delta', 'u', 'y'),
    );
    expect(wordsOf(inside, 'u')).toEqual(['Hey']);
    expect(inside.find('u')?.transcription).toBe('partial');
    const final = reduceConversation(inside, heard('completed', 'u', 'Hey!'));
    expect(wordsOf(final, 'u')).toEqual(['Hey!']);
    expect(final.find('u')?.transcription).toBe('completed');
    const early = play(
      heard('delta', 'u', 'He'),
      heard('delta', 'u', 'y'),
      added(speech('u'), null),
      done(speech('u')),
    );
    expect(wordsOf(early, 'u')).toEqual(['Hey']);
    const late = reduceConversation(final, heard('delta', 'u', ' again'));
    expect(late).toBe(final);
  });

  it('holds what is said until its item is there', () => {
    const saying = play(heard('delta', 'u', 'He'), heard('delta', 'v', 'Oh'), heard('delta', 'u', 'y'));
    expect(saying.pending.map(({ item }) => textOf(item))).toEqual(['Hey', 'Oh']);
    expect([saying.size, saying.revision, saying.find('u')]).toEqual([0, 3, undefined]);
    const placed = reduceConversation(saying, added(speech('u'), null));
    expect(placed.pending.map(({ item }) => textOf(item))).toEqual(['Oh']);
    expect(placed.find('u')).toMatchObject({ transcription: 'partial' });
    const lost = reduceConversation(placed, connectionLost);
    expect(lost.find('u')).toMatchObject({ transcription: 'interrupted' });
    expect(lost.pending).toMatchObject([{ transcription: 'interrupted' }]);
    expect(reduceConversation(lost, session).pending).toEqual([]);
  });

  it('does not wait for an item that is gone, and for 64 at most', () => {
    const gone = play(added(speech('u'), null), deleted('u'), heard('completed', 'u', 'Hey'));
    expect(gone.pending).toEqual([]);
    const many = play(...Array.from({ length: 65 }, (_, n) => heard('delta', `${n}`, 'x')));
    expect(many.pending).toHaveLength(64);
    expect(many.warning).toEqual({ _tag: 'PendingOverflow', itemId: '64' });
  });

  it('surfaces a failed transcription', () => {
    const failed: ServerEvent = {
      type: 'conversation.item.input_audio_transcription.failed',
      event_id,
      item_id: 'u',
      content_index: 0,
      error: { code: 'audio_unintelligible' },
    };
    expect(play(added(speech('u'), null), failed).find('u')).toMatchObject({
      transcription: 'failed',
      transcriptionError: { code: 'audio_unintelligible' },
    });
  });

  it('shortens the transcript to what was heard, also when the full text comes later', () => {
    const spoken = [added(answer('a'), null), sound('a', 1000), words('a', 'one two three four')];
    const cut = play(...spoken, truncated('a', 500));
    expect(wordsOf(cut, 'a')).toEqual(['one two']);
    expect(cut.find('a')?.sound[0]).toEqual({ receivedMs: 1000, heardMs: 500 });
    const later = reduceConversation(cut, done(answer('a', 'one two three four')));
    expect(wordsOf(later, 'a')).toEqual(['one two']);
    // What the server leaves out does not shorten it again, and late pieces do not lengthen it.
    expect(wordsOf(reduceConversation(later, done(answer('a'))), 'a')).toEqual(['one two']);
    expect(wordsOf(reduceConversation(later, words('a', ' five')), 'a')).toEqual(['one two']);
    expect(wordsOf(reduceConversation(cut, truncated('a', 250)), 'a')).toEqual(['one']);
    expect(wordsOf(play(...spoken, truncated('a', 0)), 'a')).toEqual(['']);
    expect(wordsOf(play(...spoken, truncated('a', 5000)), 'a')).toEqual(['one two three four']);
  });

  it('drops the transcript of a truncated item whose sound it never saw', () => {
    expect(wordsOf(play(added(answer('a'), null), words('a', 'one two'), truncated('a', 500)), 'a')).toEqual([
      '',
    ]);
  });

  it('counts sound in the format of the session', () => {
    const format = { type: 'audio/pcmu' } as const;
    const telephone: ServerEvent = {
      type: 'session.updated',
      event_id,
      session: { type: 'realtime', audio: { output: { format } } },
    };
    const conversation = play(telephone, added(answer('a'), null), { ...sound('a', 1000) });
    expect(conversation.find('a')?.sound[0]?.receivedMs).toBe(6000);
  });

  it('counts sound at the rate of the session, and in the format of a restored one', () => {
    const receivedMs = (before: ServerEvent) =>
      play(before, added(answer('a'), null), sound('a', 1000)).find('a')?.sound[0]?.receivedMs;
    const spokenIn = (format: { type: 'audio/pcm'; rate: number } | { type: 'audio/pcmu' }) =>
      ({ type: 'realtime', audio: { output: { format } } }) as const;
    const atRate = (rate: number): ServerEvent => ({
      type: 'session.updated',
      event_id,
      session: spokenIn({ type: 'audio/pcm', rate }),
    });
    expect([24_000, 16_000, 48_000].map((rate) => receivedMs(atRate(rate)))).toEqual([1_000, 1_500, 500]);
    expect(receivedMs({ ...connectionRestored, session: spokenIn({ type: 'audio/pcmu' }) })).toBe(6_000);
  });

  it('counts no sound in a format of which nobody knows how long it lasts', () => {
    const format = { type: 'unknown' as const, wireType: 'audio/mpeg', payload: { type: 'audio/mpeg' } };
    const strange: ServerEvent = {
      type: 'session.updated',
      event_id,
      session: { type: 'realtime', audio: { output: { format } } },
    };
    const conversation = play(strange, added(answer('a'), null), sound('a', 1000));
    expect(conversation.find('a')?.sound[0]?.receivedMs).toBe(0);
  });

  it('goes on with the format that it knows where an update says none', () => {
    const telephone: ServerEvent = {
      type: 'session.updated',
      event_id,
      session: { type: 'realtime', audio: { output: { format: { type: 'audio/pcmu' } } } },
    };
    const silent: ServerEvent = { type: 'session.updated', event_id, session: { type: 'realtime' } };
    const conversation = play(telephone, silent, added(answer('a'), null), sound('a', 1000));
    expect(conversation.find('a')?.sound[0]?.receivedMs).toBe(6_000);
  });

  it('leaves what was said before a new session, and knows it from what the server knows', () => {
    const conversation = play(
      session,
      added(user('a'), null),
      added(user('b'), 'a'),
      session,
      added(user('c'), null),
    );
    expect(ids(conversation)).toEqual(['a', 'b', 'c']);
    expect(conversation.entries.map(({ generation }) => generation)).toEqual([0, 0, 1]);
    const restored = reduceConversation(conversation, added(user('b'), 'a'));
    expect(ids(restored)).toEqual(['a', 'b', 'c']);
    expect(restored.find('b')?.generation).toBe(1);
  });

  it('warns of items and parts that are not there', () => {
    expect(play(deleted('x')).warning).toEqual({
      _tag: 'UnknownItem',
      itemId: 'x',
      eventType: 'conversation.item.deleted',
    });
    expect(play(truncated('x', 1)).warning).toMatchObject({ _tag: 'UnknownItem', itemId: 'x' });
    const far = play(added(answer('a'), null), {
      type: 'response.output_text.delta',
      ...at('a', 1e9),
      delta: 'x',
    });
    expect(far.warning).toMatchObject({ _tag: 'UnknownPart', contentIndex: 1e9 });
  });

  it('leaves a transcript out that is far beyond the parts, also when it waits for its item', () => {
    const delta = (item_id: string, content_index: number): ServerEvent => ({
      type: 'conversation.item.input_audio_transcription.delta',
      event_id,
      item_id,
      content_index,
      delta: 'x',
    });
    const late = play(added(speech('a'), null), delta('a', 1e9));
    expect(late.warning).toMatchObject({ _tag: 'UnknownPart', itemId: 'a', contentIndex: 1e9 });
    const early = play(delta('a', 1e9), delta('a', 0), added(speech('a'), null));
    expect(wordsOf(early, 'a')).toEqual(['x']);
    expect(early.warning).toMatchObject({ _tag: 'UnknownPart', itemId: 'a', contentIndex: 1e9 });
  });

  it('pieces together at most 262,144 characters, and takes the whole from the server', () => {
    const piece = words('a', 'x'.repeat(100_000));
    const full = play(added(answer('a'), null), piece, piece, piece, piece);
    expect(wordsOf(full, 'a')).toEqual(['x'.repeat(200_000)]);
    expect(full.warning).toEqual({
      _tag: 'TextOverflow',
      itemId: 'a',
      contentIndex: 0,
      eventType: 'response.output_audio_transcript.delta',
    });
    expect(full.warningCount).toBe(2);
    const whole = 'x'.repeat(400_000);
    expect(wordsOf(reduceConversation(full, done(answer('a', whole))), 'a')).toEqual([whole]);
  });

  it('gives the newest entries in order', () => {
    const conversation = play(added(user('a')), added(user('b')), added(user('c')));
    const newest = (count: number) => conversation.newest(count).map(({ item }) => itemIdOf(item));
    expect([newest(0), newest(2), newest(9)]).toEqual([[], ['b', 'c'], ['a', 'b', 'c']]);
  });

  it('ends an item by the end of the output where no other end is said', () => {
    const output = (item: ServerItem): ServerEvent => ({
      type: 'response.output_item.done',
      event_id,
      response_id: 'r',
      output_index: 0,
      item,
    });
    const said = { type: 'message', id: 'a', role: 'assistant' } as const;
    const running: ServerItem = { ...said, status: 'in_progress', content: [] };
    const final: ServerItem = {
      ...said,
      status: 'completed',
      content: [{ type: 'output_audio', transcript: 'Hello.' }],
    };
    const created = play({
      type: 'conversation.item.created',
      event_id,
      previous_item_id: null,
      item: running,
    });
    const ended = reduceConversation(created, output(final));
    expect(nth(ended.items, 0)).toMatchObject({ status: 'completed', content: [{ transcript: 'Hello.' }] });
    expect(reduceConversation(ended, output(final))).toBe(ended);
    const otherwise = play(output(final));
    expect(ids(otherwise)).toEqual([]);
  });

  it('keeps at most maxItems', () => {
    let conversation = emptyConversation;
    for (let i = 0; i < 10; i++)
      conversation = reduceConversation(conversation, added(user(`${i}`)), { maxItems: 3 });
    expect(ids(conversation)).toEqual(['7', '8', '9']);
    expect(conversation.droppedItems).toBe(7);
    expect(nth(conversation.items, 0)).toMatchObject({ id: '7' });
  });

  it('cuts between characters in writing without spaces', () => {
    const spoken = [added(answer('a'), null), sound('a', 1000), words('a', '你好🙂世界')];
    const [cut] = wordsOf(play(...spoken, truncated('a', 500)), 'a') ?? [];
    expect('你好🙂世界'.startsWith(String(cut))).toBe(true);
    expect(cut).toMatch(/^你好(🙂)?$/u);
  });
});
