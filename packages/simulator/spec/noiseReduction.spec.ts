import { describe, expect, it } from '@jest/globals';
import { exchange } from './support/exchange.ts';

const updates = (type: object, changes: readonly unknown[]): readonly object[] =>
  changes.map((noise_reduction) => ({
    type: 'session.update',
    session: { ...type, audio: { input: { noise_reduction } } },
  }));

const echoed = (received: ReturnType<typeof exchange>): readonly unknown[] =>
  received
    .filter(({ type }) => type === 'session.updated')
    .map(
      ({ session }) => (session['audio'] as { input: { noise_reduction: unknown } }).input.noise_reduction,
    );

const changes = [
  { type: 'near_field' },
  { type: 'far_field', strength: 0.4 },
  { type: 'near_field' },
  { type: 'near_field', strength: 0.7 },
  null,
  { type: 'far_field' },
];
const states = [
  { type: 'near_field', strength: 1 },
  { type: 'far_field', strength: 0.4 },
  { type: 'near_field', strength: 0.4 },
  { type: 'near_field', strength: 0.7 },
  null,
  { type: 'far_field', strength: 1 },
];

const sessions = [
  ['a conversation', 'ws://simulator?model=gpt-realtime', 'serverEvents', { type: 'realtime' }],
  [
    'a transcription session',
    'ws://simulator/v1/realtime?intent=transcription',
    'serverEvents',
    { type: 'transcription' },
  ],
  [
    'a translation session',
    'ws://simulator/v1/realtime/translations?model=gpt-realtime-translate',
    'translationServerEvents',
    {},
  ],
] as const;

describe('noise reduction', () => {
  it.each(sessions)('in %s is at full strength at first, then keeps it', (_kind, url, map, type) => {
    expect(echoed(exchange(updates(type, changes), { url, map }))).toEqual(states);
  });

  it('keeps its type when only the strength changes', () => {
    expect(
      echoed(exchange(updates({ type: 'realtime' }, [{ type: 'near_field' }, { strength: 0.2 }]))).at(-1),
    ).toEqual({ type: 'near_field', strength: 0.2 });
  });

  it('of a translation session always names its type', () => {
    const [, url, map] = sessions[2];
    const received = exchange(updates({}, [{ strength: 0.2 }]), { url, map });
    expect(received.at(-1)?.error).toMatchObject({
      code: 'missing_required_parameter',
      param: 'session.audio.input.noise_reduction.type',
    });
  });
});

describe('the transcription of a translation session', () => {
  it('always names its model', () => {
    const [, url, map] = sessions[2];
    const update = { type: 'session.update', session: { audio: { input: { transcription: {} } } } };
    expect(exchange([update], { url, map }).at(-1)?.error).toMatchObject({
      code: 'missing_required_parameter',
      param: 'session.audio.input.transcription.model',
    });
  });
});
