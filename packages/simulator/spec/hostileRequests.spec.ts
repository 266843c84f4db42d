import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect } from './support/client.ts';
import type { Client } from './support/client.ts';
import { ask } from './support/ask.ts';
import type { Answer } from './support/ask.ts';
import { hostileRequest } from './support/hostileRequest.ts';
import { createSimulator } from '../src/createSimulator.ts';
import { seededRandom } from '../src/scope/random.ts';
import { startSimulator } from '../src/startSimulator.ts';
import type { Simulator } from '../src/startSimulator.ts';
import { noiseVoice } from '../src/voices/noiseVoice.ts';

const upgrade = (target: string, ...headers: readonly string[]): string =>
  [
    `GET ${target} HTTP/1.1`,
    'Host: localhost',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ...headers,
    '\r\n',
  ].join('\r\n');
const post = (target: string, body: string, ...headers: readonly string[]): string =>
  [`POST ${target} HTTP/1.1`, 'Host: localhost', `Content-Length: ${body.length}`, ...headers, '', body].join(
    '\r\n',
  );

const realtime = '/v1/realtime?model=gpt-realtime';
const secrets = '/v1/realtime/client_secrets';
const accept = '/v1/realtime/calls/rtc_deep/accept';
const nested = (depth: number): string => '{"properties":{"a":'.repeat(depth) + '{}' + '}}'.repeat(depth);
const toolWith = (schema: string): string =>
  `{"type":"realtime","tools":[{"type":"function","name":"f","parameters":${schema}}]}`;
const deepTool = toolWith(nested(75_000).replaceAll('properties', 'p'));

describe('a server with hostile visitors', () => {
  let simulator: Simulator;
  let neighbour: Client;
  beforeAll(async () => {
    simulator = await startSimulator({ voice: noiseVoice() });
    neighbour = connect(`${simulator.url}?model=gpt-realtime`);
    await neighbour.next('session.created');
  });
  afterAll(async () => {
    await neighbour.close();
    await simulator.close();
  });
  const expectNeighbourToGoOn = async (): Promise<void> => {
    neighbour.send({ type: 'input_audio_buffer.clear' });
    expect((await neighbour.next('input_audio_buffer.cleared')).type).toBe('input_audio_buffer.cleared');
  };

  it.each<[string, string, Answer]>([
    ['two slashes', upgrade('//'), 404],
    ['three', upgrade('///'), 404],
    ['a host that is none', upgrade('//['), 404],
    ['a port that is none, in a path', upgrade('//localhost:99999999/v1'), 404],
    ['half a URL', upgrade('http://['), 400],
    ['a port that is none', upgrade('http://localhost:99999999/v1/realtime'), 400],
    ['an asterisk', upgrade('*'), 400],
    ['no path', upgrade('?model=gpt-realtime'), 400],
    ['a percent sign', upgrade('/v1/realtime?model=%E0%A4%A'), 101],
    ['a long model', upgrade(`/v1/realtime?model=${'x'.repeat(10_000)}`), 101],
    ['a whole URL', upgrade(`ws://elsewhere${realtime}`), 101],
    ['no key', upgrade(realtime).replace(/Sec-WebSocket-Key.*\r\n/, ''), 400],
    ['another method', upgrade(realtime).replace('GET', 'POST'), 405],
    ['another protocol', upgrade(realtime).replace('websocket', 'h2c'), 400],
    ['subprotocols that are none', upgrade(realtime, 'Sec-WebSocket-Protocol: ,,()'), 400],
    ['the same subprotocol twice', upgrade(realtime, 'Sec-WebSocket-Protocol: a, a'), 400],
    ['a credential of spaces', upgrade(realtime, 'Authorization:    Bearer    '), 101],
    ['headers without end', upgrade(realtime, `X: ${'y'.repeat(100_000)}`), 431],
    ['bytes that are no request', '\0\x01\x02\r\n\r\n', 400],
    ['TLS', '\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03', 400],
  ])('answers an upgrade with %s', async (_, request, answer) => {
    expect(await ask(simulator.port, request)).toBe(answer);
    await expectNeighbourToGoOn();
  });

  it.each<[string, string, Answer]>([
    ['two slashes', post('//', '{}'), 404],
    ['half a URL', post('http://[', '{}'), 400],
    ['no JSON', post(secrets, '{'), 400],
    ['a list', post(secrets, '[]'), 400],
    ['no object', post(secrets, 'null'), 400],
    ['a lone surrogate', post(secrets, '{"session":{"type":"\\ud800"}}'), 400],
    ['bytes that are no UTF-8', post(secrets, '{"\xff\xfe":1}'), 400],
    ['a key that means something to JavaScript', post(secrets, '{"__proto__":{"type":"realtime"}}'), 400],
    ['a nesting of 150,000 levels', post(secrets, `{"session":${deepTool}}`), 400],
    ['a call with a schema as deep', post(accept, deepTool), 400],
    ['more than a mebibyte', post(secrets, `"${'x'.repeat(3 * 1_024 * 1_024)}"`), 413],
    ['a negative length', post(secrets, '{}').replace('Length: 2', 'Length: -2'), 400],
    ['two lengths', post(secrets, '{}', 'Content-Length: 3'), 400],
    [
      'chunks that are none',
      post(secrets, 'zz').replace('Content-Length: 2', 'Transfer-Encoding: chunked'),
      400,
    ],
    ['another method', post(secrets, '{}').replace('POST', 'DELETE'), 404],
    ['an expectation', post(secrets, '{}', 'Expect: the worst'), 417],
  ])('answers a request with %s', async (_, request, answer) => {
    expect(await ask(simulator.port, request)).toBe(answer);
    await expectNeighbourToGoOn();
  });

  it('forgets half a request when its client leaves', async () => {
    const half = post(secrets, '{}').replace('Length: 2', 'Length: 2000');
    expect(await ask(simulator.port, half, { isAll: true })).toBeDefined();
    await expectNeighbourToGoOn();
  });

  it('opens a call whose tools were refused for their depth, without them', async () => {
    expect(await ask(simulator.port, post(accept, deepTool))).toBe(400);
    const client = connect(`${simulator.url}?call_id=rtc_deep`);
    expect((await client.next('session.created')).session['tools']).toEqual([]);
    await client.close();
  });

  it('takes tools as deep as an event may be', async () => {
    expect(await ask(simulator.port, post('/v1/realtime/calls/rtc_fair/accept', toolWith(nested(20))))).toBe(
      200,
    );
    const client = connect(`${simulator.url}?call_id=rtc_fair`);
    expect((await client.next('session.created')).session['tools']).toHaveLength(1);
    await client.close();
  });

  const requests = 3_000;
  it(`outlives ${requests} requests that no honest client makes`, async () => {
    const seed = 20_261_126;
    const random = seededRandom(seed);
    let left = requests;
    const worker = async (): Promise<void> => {
      while (left-- > 0) {
        const request = hostileRequest(random);
        const answer = await ask(simulator.port, request, { isAll: true });
        if (typeof answer === 'number' && answer >= 500)
          throw new Error(`seed ${seed}: ${answer} to ${request.toString('latin1').slice(0, 400)}`);
      }
    };
    await Promise.all(Array.from({ length: 16 }, worker));
    await expectNeighbourToGoOn();
  }, 60_000);
});

describe('a simulator in memory with hostile visitors', () => {
  it.each<[string, number]>([
    ['ws://simulator//', 404],
    ['//', 404],
    ['//[', 404],
    ['http://[', 400],
    ['ws://simulator:99999999', 400],
    ['', 400],
  ])('refuses %s', async (url, status) => {
    const socket = new (createSimulator().WebSocket)(url);
    const answer = await new Promise((resolve) =>
      socket.on('unexpected-response', (request, response) => {
        resolve(response.statusCode);
        request.destroy();
      }),
    );
    expect(answer).toBe(status);
  });

  it('answers requests', async () => {
    const { fetch } = createSimulator();
    const status = async (path: string, body: string): Promise<number> =>
      (await fetch(`https://simulator${path}`, { method: 'POST', body })).status;
    expect(await status(accept, deepTool)).toBe(400);
    expect(await status('//', '{}')).toBe(404);
    expect(await status(secrets, 'x'.repeat(2_000_000))).toBe(413);
  });
});
