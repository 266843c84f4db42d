import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeClientEvent, decodeFrame, decodeServerEvent, unreadOf } from '../src/index.ts';
import type { Drift, ServerEvent } from '../src/index.ts';
import { decodeTranslationServerEvent } from '../src/translation.ts';
import { serverEventCodecs } from '../src/events/serverEventCodecs.ts';
import { translationServerEventCodecs } from '../src/translation/translationServerEventCodecs.ts';
import { dialects, examples, wire } from '../test/fixtures.ts';

const drifts: Drift[] = [];
const config = { driftObserver: { next: (drift: Drift) => drifts.push(drift) } };

const read = (payload: unknown): ServerEvent => {
  drifts.length = 0;
  const frame = JSON.stringify(payload);
  const decoded = decodeFrame(frame, config);
  if (decoded._tag === 'Left') throw new Error(decoded.left.message);
  return decoded.right;
};

/** Without any of these an event means nothing: what it is, what it belongs to, what it exists to carry. */
const vital = /^(type|id|\w+_id|delta|item|response)$/;
const isVital = (key: string): boolean => vital.test(key) && key !== 'event_id' && key !== 'previous_item_id';

type Json = { readonly [key: string]: unknown };
const isObject = (u: unknown): u is Json => typeof u === 'object' && u !== null && !Array.isArray(u);

/** The paths of all fields inside a value that are not vital, through objects only. */
const pathsOf = (value: Json, path: readonly string[] = []): readonly (readonly string[])[] =>
  Object.entries(value).flatMap(([key, field]) => [
    ...(isVital(key) ? [] : [[...path, key]]),
    ...(isObject(field) ? pathsOf(field, [...path, key]) : []),
  ]);

const changed = (value: Json, [key = '', ...rest]: readonly string[], to: unknown): Json => {
  const { [key]: field, ...others } = value;
  if (rest.length > 0) return { ...value, [key]: isObject(field) ? changed(field, rest, to) : field };
  return to === undefined ? others : { ...value, [key]: to };
};

const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Json | undefined)?.[key], value);

const payloads = Object.keys(serverEventCodecs)
  .flatMap((type) => [...(examples[type] ?? []), ...(wire[type] ?? [])])
  .filter(({ type }) => typeof type === 'string' && type in serverEventCodecs);
const cases = payloads.flatMap((payload) => pathsOf(payload).map((path) => ({ payload, path })));

describe('one odd field does not cost the event', () => {
  it('has hundreds of fields to try', () => {
    expect(cases.length).toBeGreaterThan(300);
  });

  it('reads an event that lacks any field that is not vital', () => {
    for (const { payload, path } of cases) {
      const event = read(changed(payload, path, undefined));
      expect([path.join('.'), event.type]).toEqual([path.join('.'), payload['type']]);
    }
  });

  it('reads an event with any such field garbled, keeps what was there and says where', () => {
    const garbage = fc.constantFrom<unknown>(7.5, 'x', true, [], [[]], ['x'], {}, { type: 'x' }, { type: 7 });
    fc.assert(
      fc.property(fc.constantFrom(...cases), garbage, ({ payload, path }, rubbish) => {
        const event = read(changed(payload, path, rubbish));
        expect(event.type).toBe(payload['type']);
        const left = unreadOf(event);
        expect(drifts.map((drift) => drift.event)).toEqual(left.length > 0 ? [event] : []);
        // What is not left out is as it came (but for what is filled in), or a part of something of a kind that says
        // itself that it is new, which is kept whole.
        const wholes = [...path.keys(), path.length].map((depth) => at(event, path.slice(0, depth)));
        const isOfNewKind = wholes.some((whole) => isObject(whole) && whole['type'] === 'unknown');
        const isKept = left.length === 0 && !isOfNewKind;
        expect({ now: isKept ? at(event, path) : rubbish }).toMatchObject({ now: rubbish });
        const here = path.join('.');
        for (const { path: place, value } of left) {
          const there = place.replace(/\.\*$/, '');
          expect(here.startsWith(there) || there.startsWith(here)).toBe(true);
          const came = at(changed(payload, path, rubbish), there.split('.'));
          expect([came, ...(isObject(came) ? Object.values(came) : [])]).toContainEqual(value);
          const named = drifts[0]?.failure?.problems.map((problem) => problem.path) ?? [];
          expect(named.some((name) => name.startsWith(there))).toBe(true);
        }
      }),
      { numRuns: 20_000 },
    );
  });

  it('says so in translation sessions too', () => {
    const created = { type: 'session.created', session: { audio: 7 } };
    const event = decodeTranslationServerEvent(created);
    expect(event._tag === 'Right' && event.right.type).toBe('session.created');
    expect(Object.keys(translationServerEventCodecs)).toContain('session.created');
  });

  it('refuses the same of a client, who is to learn of its mistake', () => {
    expect(decodeClientEvent({ type: 'response.create', response: { instructions: 7 } })).toMatchObject({
      _tag: 'Left',
      left: { message: expect.stringContaining('response.instructions') },
    });
  });
});

describe('compatible servers', () => {
  /** Kyutai's unmute: no response, no item, nothing that an event could belong to. */
  const withoutIds = /unmute: response.created|unmute.*speech_started/;

  it.each(dialects.filter(({ event }) => event.type in serverEventCodecs))(
    'keeps $event.type known: $server',
    ({ server, event }) => {
      expect(read(event).type).toBe(withoutIds.test(server) ? 'unknown' : event.type);
    },
  );

  it('reads what is left of each, and invents nothing', () => {
    const started = read({ type: 'input_audio_buffer.speech_started', event_id: 'e', item_id: 'msg_003' });
    expect(started).toEqual({ type: 'input_audio_buffer.speech_started', event_id: 'e', item_id: 'msg_003' });
    const transcript = read({
      type: 'conversation.item.input_audio_transcription.completed',
      event_id: 'e',
      item_id: 'i',
      transcript: 'Hello.',
      logprobs: [
        { token: 'Hello', logprob: null },
        { token: '.', logprob: -0.1 },
      ],
    });
    expect(transcript).toMatchObject({ transcript: 'Hello.', logprobs: [{ token: '.', logprob: -0.1 }] });
    expect(unreadOf(transcript)).toMatchObject([
      { path: 'logprobs.0', value: { token: 'Hello', logprob: null } },
    ]);
    const segment = read({
      type: 'conversation.item.input_audio_transcription.segment',
      item_id: 'i',
      id: 'seg_0',
      end: 1.4,
      text: 'Hello.',
    });
    expect(segment).not.toHaveProperty('start');
    expect(read({ type: 'input_audio_buffer.dtmf_event_received', digit: '5' })).toMatchObject({
      event: '5',
    });
  });

  it('reads a custom voice wherever a server repeats it', () => {
    const response = { id: 'resp_1', audio: { output: { voice: { id: 'voice_1234' } } } };
    for (const type of ['response.created', 'response.done'])
      expect(read({ type, event_id: 'e', response })).toEqual({ type, event_id: 'e', response });
    const session = {
      type: 'realtime',
      audio: { output: { voice: { name: 'Ava', type: 'azure-standard' } } },
    };
    expect(read({ type: 'session.updated', event_id: 'e', session })).toMatchObject({
      session: { audio: { output: { voice: { type: 'unknown', wireType: 'azure-standard' } } } },
    });
  });

  it.each([
    [
      'a string',
      { error: 'Audio data too large', code: 'invalid_audio' },
      'Audio data too large',
      'invalid_audio',
    ],
    ['flat', { message: 'No.', code: 'nope' }, 'No.', 'nope'],
    ['without message', { error: { code: 'nope' } }, 'nope', 'nope'],
    ['without anything', {}, 'no message', undefined],
    ['a number', { error: 5 }, 'no message', undefined],
    ['a message that is none', { error: { message: 5, type: 'server_error' } }, 'server_error', undefined],
  ])('never loses an error: %s', (_, fields, message, code) => {
    const event = read({ type: 'error', ...fields });
    expect(event.type === 'error' && [event.error.message, event.error.code ?? undefined]).toEqual([
      message,
      code,
    ]);
  });

  it('leaves kinds open', () => {
    const session = (fields: object) => read({ type: 'session.created', event_id: 'e', session: fields });
    expect(session({ type: 'agentic', id: 's' })).toMatchObject({
      session: { type: 'unknown', wireType: 'agentic', payload: { id: 's' } },
    });
    expect(session({ type: 'realtime', truncation: { type: 'x' } })).toMatchObject({
      session: { truncation: { type: 'unknown', wireType: 'x' } },
    });
    expect(session({ type: 'realtime', turn_detection: { type: null } }).type).toBe('session.created');
    const item = { id: 'msg_006', type: 'message', role: 'tool', content: [] };
    const added = read({ type: 'conversation.item.added', event_id: 'e', item });
    expect(added).toMatchObject({ item: { type: 'unknown', wireType: 'message', payload: item } });
    const done = read({
      type: 'response.done',
      event_id: 'e',
      response: { id: 'resp_1', status_details: 'x' },
    });
    expect([done.type, unreadOf(done)]).toMatchObject([
      'response.done',
      [{ path: 'response.status_details', value: 'x' }],
    ]);
  });

  it('is as ready as any: a session.created of any shape', () => {
    for (const fields of [
      {},
      { session: null },
      { session: 'x' },
      { session: { type: 7 } },
      { id: 'sess-1', created: 1 },
    ])
      expect(read({ type: 'session.created', ...fields }).type).toBe('session.created');
  });

  it('leaves the value that came as it was', () => {
    const came = Object.freeze({
      type: 'input_audio_buffer.speech_started',
      item_id: 'i',
      audio_start_ms: 'x',
    });
    expect(decodeServerEvent(came)._tag).toBe('Right');
    expect(came.audio_start_ms).toBe('x');
  });
});
