import { describe, it } from '@jest/globals';
import { decodeServerEvent } from '@rx-realtime/codecs';
import type { ServerEvent } from '@rx-realtime/codecs';
import { itHasALifeCycle, runMarbles } from '@rx-realtime/test-kit';
import { expectTypeOf } from 'expect-type';
import { NEVER } from 'rxjs';
import type { Observable } from 'rxjs';
import { ofTurn } from './ofTurn.ts';
import type { OfTurnConfig } from './ofTurn.ts';

const decoded = (event: object): ServerEvent => {
  const result = decodeServerEvent({ event_id: 'event_1', ...event });
  if (result._tag === 'Left') throw new Error(result.left.message);
  return result.right;
};
const message = (id: string, role: string) => ({ type: 'message', role, id, content: [] });
const call = (status: string) => ({
  type: 'function_call',
  id: 'item_c',
  call_id: 'call_1',
  name: 'f',
  arguments: '{}',
  status,
});
const approval = {
  type: 'mcp_approval_request',
  id: 'item_p',
  server_label: 's',
  name: 'f',
  arguments: '{}',
};
const created = (id: string, conversation_id: string | null | undefined) =>
  decoded({ type: 'response.created', response: { id, object: 'realtime.response', conversation_id } });
const done = (id: string, output: readonly object[], status = 'completed') =>
  decoded({ type: 'response.done', response: { id, object: 'realtime.response', status, output } });
const added = (item: object) => decoded({ type: 'conversation.item.added', item });
const delta = (response_id: string, item_id: string) =>
  decoded({
    type: 'response.output_text.delta',
    response_id,
    item_id,
    output_index: 0,
    content_index: 0,
    delta: 'x',
  });
const transcription = 'conversation.item.input_audio_transcription';

const values: Record<string, ServerEvent> = {
  // The turn of item_1, and the speech of another item.
  s: decoded({ type: 'input_audio_buffer.speech_started', item_id: 'item_1', audio_start_ms: 0 }),
  k: decoded({ type: 'input_audio_buffer.committed', item_id: 'item_1' }),
  K: decoded({ type: 'input_audio_buffer.committed', item_id: 'item_2' }),
  u: added(message('item_1', 'user')),
  U: added(message('item_2', 'user')),
  v: decoded({ type: 'conversation.item.done', item: message('item_1', 'user') }),
  w: decoded({ type: `${transcription}.completed`, item_id: 'item_1', content_index: 0, transcript: 'hi' }),
  f: decoded({
    type: `${transcription}.failed`,
    item_id: 'item_1',
    content_index: 0,
    error: { type: 'server_error' },
  }),
  // Responses 1, 2 and 3 of the conversation, and one out of band.
  a: created('resp_1', 'conv_1'),
  b: created('resp_2', 'conv_1'),
  z: created('resp_3', undefined),
  o: created('resp_o', null),
  O: done('resp_o', []),
  i: decoded({
    type: 'response.output_item.added',
    response_id: 'resp_1',
    output_index: 0,
    item: message('item_a', 'assistant'),
  }),
  j: added(message('item_a', 'assistant')),
  d: delta('resp_1', 'item_a'),
  e: delta('resp_2', 'item_b'),
  A: done('resp_1', [message('item_a', 'assistant')]),
  B: done('resp_2', []),
  Z: done('resp_3', []),
  X: done('resp_1', [], 'failed'),
  // Calls: one whose response.done says so, one that was cut off, one that only its item tells of.
  C: done('resp_1', [call('completed')]),
  Q: done('resp_1', [call('incomplete')], 'cancelled'),
  c: decoded({
    type: 'response.output_item.done',
    response_id: 'resp_1',
    output_index: 0,
    item: call('completed'),
  }),
  E: done('resp_1', []),
  P: done('resp_1', [approval]),
  r: added({ type: 'function_call_output', id: 'item_r', call_id: 'call_1', output: '1' }),
  R: added({ type: 'function_call_output', id: 'item_q', call_id: 'call_9', output: '1' }),
  y: added({
    type: 'mcp_approval_response',
    id: 'item_y',
    approval_request_id: 'item_p',
    approve: true,
  }),
  // Neither one's nor the other's.
  n: decoded({ type: 'session.created', session: { type: 'realtime' } }),
  x: decoded({ type: 'input_audio_buffer.cleared' }),
  L: {
    type: 'connection.lost',
    generation: 1,
    outcome: { generation: 1, code: 1006, reason: '', wasClean: false, retriable: true },
  },
  l: decoded({ type: 'rate_limits.updated', rate_limits: [] }),
};

const check = (source: string, expected: string, subscription: string, config?: OfTurnConfig) =>
  runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
    const source$ = cold(source, values);
    expectObservable(source$.pipe(ofTurn('item_1', config))).toBe(expected, values);
    expectSubscriptions(source$.subscriptions).toBe(subscription);
  });

describe('ofTurn', () => {
  itHasALifeCycle({
    operator: () => ofTurn('item_1'),
    values: values,
    results: values,
    one: ['-s-', '-s-'],
    many: ['-sxKkUuv-', '-s--k-uv-'],
  });

  it.each([
    ['nothing of other turns', 'KUaidAl|', '-------|', '^------!'],
    ['spoken words and their answer', '-skuvxaijdAl-', '-skuv-aijd(A|)', '^---------!'],
    ['a typed message and its answer', 'uvadA--', 'uvad(A|)', '^---!'],
    ['the answer to an item that was added before', 'vadA--', 'vad(A|)', '^--!'],
    ['nothing of a response that runs when the item comes', 'asdAkbeB-', '-s--kbe(B|)', '^------!'],
    ['nothing of a response out of band', 'koaOdA-', 'k-a-d(A|)', '^----!'],
    ['the answer where the server does not name the conversation', 'kzZ-', 'kz(Z|)', '^-!'],
    ['the one answer to two items', 'kKadA-', 'k-ad(A|)', '^---!'],
    ['a failed answer', 'kaX-', 'ka(X|)', '^-!'],
    ['the error of the source', 'ska#', 'ska#', '^--!'],
    ['what there is of a turn without answer', 'skuv|', 'skuv|', '^---!'],
    ['a turn that is not answered in a source that never ends', 'skx-', 'sk--', '^'],
  ])('emits %s', (_, source, expected, subscription) => check(source, expected, subscription));

  it.each([
    ['goes on after a call, with its output', 'kaCrRbeB-', 'kaCr-be(B|)', '^------!'],
    ['goes on after a call that only its item tells of', 'kacErbB-', 'kacErb(B|)', '^-----!'],
    ['goes on after a request for approval', 'kaPybB-', 'kaPyb(B|)', '^----!'],
    ['does not wait for the output of a call that was cut off', 'kaQ-', 'ka(Q|)', '^-!'],
    ['ends when new speech comes before the output', 'kaCKb-', 'kaC|', '^--!'],
    ['takes nothing out of band for the follow-up', 'kaCoObB-', 'kaC--b(B|)', '^-----!'],
  ])('%s', (_, source, expected, subscription) => check(source, expected, subscription));

  it.each([
    ['that comes after the answer', 'kaAlw-', 'kaA-(w|)', '^---!'],
    ['that comes before it', 'kwaA-', 'kwa(A|)', '^--!'],
    ['that fails', 'kaAf-', 'kaA(f|)', '^--!'],
    ['unless a lost connection makes an end of it', 'kaAxLw-', 'kaA-|', '^---!'],
    ['unless a new session makes an end of it', 'kaAxnw-', 'kaA-|', '^---!'],
    ['and takes no later response for an answer', 'kaAKbBw-', 'kaA---(w|)', '^-----!'],
  ])('waits, if asked to, for the transcription %s', (_, source, expected, subscription) =>
    check(source, expected, subscription, { awaitTranscription: true }),
  );

  it('gives up the response of a session that is lost, at the cut', () =>
    check('kadLbBuzeZ-', 'kad---uz-(Z|)', '^--------!'));

  it('gives up the response of an old session, and goes on when the item is restored', () =>
    check('kadnbBuzeZ-', 'kad---uz-(Z|)', '^--------!'));

  it('follows the turn anew for each subscription', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold('kaA-', values);
      const turn$ = source$.pipe(ofTurn('item_1'));
      expectObservable(turn$).toBe('ka(A|)', values);
      expectObservable(turn$, '----^').toBe('----ka(A|)', values);
      expectSubscriptions(source$.subscriptions).toBe(['^-!', '----^-!']);
    });
  });

  it('takes and gives server events', () => {
    expectTypeOf(NEVER.pipe(ofTurn('item_1'))).toEqualTypeOf<Observable<ServerEvent>>();
    // @ts-expect-error an id is needed
    ofTurn();
    // @ts-expect-error not an option
    ofTurn('item_1', { transcription: true });
  });
});
