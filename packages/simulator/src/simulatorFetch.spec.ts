import { describe, expect, it } from '@jest/globals';
import { createSimulator } from './createSimulator.ts';

const url = 'http://simulator/v1/realtime/client_secrets';
const post = { method: 'POST' };

describe('the fetch of a simulator in memory', () => {
  const { fetch } = createSimulator({ apiKey: 'sk-right' });

  it.each<[string, Record<string, string>]>([
    ['OpenAI’s header', { Authorization: 'Bearer sk-right' }],
    ['Azure’s header', { 'api-key': 'sk-right' }],
  ])('takes the key from %s', async (_whose, headers) => {
    const response = await fetch(url, { ...post, headers });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toMatchObject({ value: expect.stringMatching(/^ek_\w{32}$/) });
  });

  it('refuses no key and a wrong one', async () => {
    const wrong = { headers: { Authorization: 'Bearer sk-wrong' } };
    const answers = await Promise.all([fetch(url, post), fetch(url, { ...post, ...wrong })]);
    expect(answers.map(({ status }) => status)).toEqual([401, 401]);
  });

  it.each([
    ['POST', 'http://simulator/v1/chat/completions'],
    ['GET', url],
  ])('has nothing at %s %s', async (method, where) => {
    const headers = { Authorization: 'Bearer sk-right' };
    expect((await fetch(where, { method, headers })).status).toBe(404);
  });

  it('takes a Request, a URL and a path alone', async () => {
    const open = createSimulator().fetch;
    const answers = await Promise.all([
      open(new Request(url, { ...post, body: '{"session":{"type":"transcription"}}' })),
      open(new URL(url), post),
      open('/v1/realtime/client_secrets', post),
    ]);
    const bodies = await Promise.all(answers.map(async (answer): Promise<unknown> => answer.json()));
    expect(bodies).toMatchObject(
      ['transcription', 'realtime', 'realtime'].map((type) => ({ session: { type } })),
    );
  });

  it('answers without a body where the service sends none', async () => {
    const headers = { Authorization: 'Bearer sk-right' };
    const response = await fetch('http://simulator/v1/realtime/calls/rtc_1/hangup', { ...post, headers });
    expect([response.status, await response.text(), response.body]).toEqual([200, '', null]);
  });

  it('refuses what is no JSON', async () => {
    const response = await createSimulator().fetch(url, { ...post, body: '{"session":' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 'invalid_json' } });
  });

  it('rejects when it is aborted', async () => {
    const signal = AbortSignal.abort(new Error('never mind'));
    await expect(fetch(url, { ...post, signal })).rejects.toThrow('never mind');
  });
});
