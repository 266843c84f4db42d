import { describe, expect, it } from '@jest/globals';
import { VirtualTimeScheduler } from 'rxjs';
import { createSimulator } from '../src/createSimulator.ts';
import type { MemorySimulator } from '../src/createSimulator.ts';

const control = async (
  { fetch }: MemorySimulator,
  callId: string,
  action: string,
  body?: object,
): Promise<readonly [number, string | null | undefined]> => {
  const url = `https://api.openai.com/v1/realtime/calls/${callId}/${action}`;
  const response = await fetch(url, { method: 'POST', ...(body && { body: JSON.stringify(body) }) });
  const text = await response.text();
  const answer = text === '' ? {} : (JSON.parse(text) as { error?: { param: string | null } });
  return [response.status, answer.error?.param];
};

/** The first event of a sideband and how it ended. */
const attach = ({ WebSocket }: MemorySimulator, callId: string) => {
  const seen: { first?: unknown; end?: readonly [number, string] } = {};
  const socket = new WebSocket(`wss://api.openai.com/v1/realtime?call_id=${callId}`);
  socket.onmessage = ({ data }) => {
    seen.first ??= JSON.parse(String(data)) as unknown;
  };
  socket.onclose = ({ code, reason }) => (seen.end = [code, reason]);
  return seen;
};

const start = () => {
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY);
  return { scheduler, simulator: createSimulator({ scheduler }) };
};

describe('a call', () => {
  it('that was accepted has the session that it was accepted with', async () => {
    const { scheduler, simulator } = start();
    const session = { type: 'realtime', model: 'gpt-realtime-2.1', instructions: 'Pick up.' };
    expect(await control(simulator, 'rtc_1', 'accept', session)).toEqual([200, undefined]);
    const seen = attach(simulator, 'rtc_1');
    scheduler.flush();
    expect(seen.first).toMatchObject({ type: 'session.created', session });
  });

  it.each([
    ['rejected', 'reject', { status_code: 486 }],
    ['rejected without a status', 'reject', undefined],
    ['hung up', 'hangup', undefined],
  ])('that was %s is over: for sidebands and for whoever would control it', async (_what, action, body) => {
    const { scheduler, simulator } = start();
    expect(await control(simulator, 'rtc_1', action, body)).toEqual([200, undefined]);
    const seen = attach(simulator, 'rtc_1');
    scheduler.flush();
    expect(seen).toMatchObject({
      first: { type: 'error', error: { code: 'invalid_value', param: 'call_id' } },
      end: [4000, 'invalid_request_error.invalid_value'],
    });
    expect(await control(simulator, 'rtc_1', 'accept', { type: 'realtime' })).toEqual([404, null]);
    expect(await control(simulator, 'rtc_1', 'hangup')).toEqual([404, null]);
  });

  it.each<[string, string, object, string]>([
    ['an unknown model', 'accept', { type: 'realtime', model: 'eliza' }, 'model'],
    [
      'two modalities',
      'accept',
      { type: 'realtime', output_modalities: ['text', 'audio'] },
      'output_modalities',
    ],
    ['a status that rejects nothing', 'reject', { status_code: 200 }, 'status_code'],
    ['no target', 'refer', {}, 'target_uri'],
  ])('is not controlled with %s', async (_what, action, body, param) => {
    expect(await control(createSimulator(), 'rtc_1', action, body)).toEqual([400, param]);
  });
});
