import { describe, expect, it } from '@jest/globals';
import { VirtualTimeScheduler, of } from 'rxjs';
import { createSimulator } from '../src/createSimulator.ts';
import { redactFrame } from '../src/recording/redact.ts';
import { recordLines } from '../src/recording/recordLines.ts';
import { say } from '../src/script/reply.ts';
import type { Recorded } from '../src/recording/recorded.ts';

const secrets = ['SECRET', 'sk-right', 'sk-proj-a_B9', 'ek_a1B2c3'];
const tools = [
  {
    type: 'mcp',
    server_label: 'library',
    server_url: 'https://SECRET:SECRET@example.com/mcp?token=SECRET&to=SECRET#SECRET',
    authorization: 'SECRET',
    headers: { 'x-key': 'SECRET', cookie: 'SECRET' },
  },
  {
    type: 'function',
    name: 'call_api',
    parameters: {
      type: 'object',
      properties: { authorization: { type: 'string' }, headers: { type: 'object' } },
    },
  },
];

/** Everything that a simulator tells about a session in which secrets were sent. */
const told = () => {
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY);
  const simulator = createSimulator({ scheduler, apiKey: 'sk-right', responder: () => [say('ek_a1B2c3')] });
  const entries: Recorded[] = [];
  const lines: string[] = [];
  const urls: string[] = [];
  const received: string[] = [];
  simulator.wire$.subscribe((entry) => entries.push(entry));
  simulator.events$.pipe(recordLines()).subscribe((line) => lines.push(line));
  simulator.connections$.subscribe(({ url }) => urls.push(url));
  const socket = new simulator.WebSocket('ws://simulator/v1/realtime?model=gpt-realtime&api-key=sk-right');
  socket.onmessage = ({ data }) => received.push(String(data));
  const frames = [
    { type: 'session.update', session: { type: 'realtime', tools, instructions: 'Use sk-proj-a_B9.' } },
    { type: 'response.create', response: { output_modalities: ['text'] } },
    { type: 'response.create', response: { tools } },
  ].map((event) => JSON.stringify(event));
  [...frames, 'Bearer sk-proj-a_B9'].forEach((frame, index) =>
    scheduler.schedule(() => socket.send(frame), 1_000 * (index + 1)),
  );
  scheduler.schedule(() => socket.close(1000, 'sk-proj-a_B9'), 10_000);
  scheduler.flush();
  return { entries, lines, urls, received };
};

describe('what a simulator tells', () => {
  const { entries, lines, urls, received } = told();
  const eventOf = (type: string) => entries.find(({ event }) => event?.['type'] === type)?.event;

  it('holds no secret, and says where one was', () => {
    const all = JSON.stringify([entries, lines, urls]);
    for (const secret of secrets) expect(all).not.toContain(secret);
    expect(urls).toEqual(['ws://simulator/v1/realtime?model=gpt-realtime&api-key=redacted']);
    const [mcp, plain] = [
      {
        type: 'mcp',
        server_label: 'library',
        server_url: 'https://redacted:redacted@example.com/mcp?token=redacted&to=redacted#redacted',
        authorization: 'redacted',
        headers: { 'x-key': 'redacted', cookie: 'redacted' },
      },
      tools[1],
    ];
    for (const type of ['session.update', 'session.updated']) {
      expect(eventOf(type)).toMatchObject({
        session: { tools: [mcp, plain], instructions: 'Use sk-redacted.' },
      });
    }
    expect(entries.find(({ frame }) => frame !== undefined)?.frame).toBe('Bearer sk-redacted');
    expect(entries.at(-1)).toMatchObject({ close: { code: 1000, reason: 'sk-redacted' } });
  });

  it('leaves what is said to the client as it is', () => {
    expect(received.join('')).toContain('"authorization":"SECRET"');
    expect(received.join('')).toContain('ek_a1B2c3');
  });
});

describe('a frame that is cut off', () => {
  const odd = {
    ...tools[0],
    authorization: 'a"SECRET\\',
    headers: { 'x-key': '}"SECRET', cookie: 'SECRET' },
  };

  it('holds no secret, wherever it ends', () => {
    const whole = JSON.stringify({ type: 'session.update', session: { tools: [odd, ...tools] } }, null, 1);
    for (let end = 0; end <= whole.length; end++)
      expect(redactFrame(whole.slice(0, end))).not.toMatch(/SECRET|SECRE$/);
    const long = `{"headers":{${'\\"'.repeat(5_000_000)}`;
    expect(redactFrame(long)).toBe('{"headers":redacted');
    expect(redactFrame('{"type":"session.update","x":')).toBe('{"type":"session.update","x":');
  });

  it('is written down so', () => {
    const scheduler = new VirtualTimeScheduler(undefined, 10_000);
    const simulator = createSimulator({ scheduler });
    const frames: unknown[] = [];
    simulator.wire$.subscribe(({ frame }) => frame !== undefined && frames.push(frame));
    const socket = new simulator.WebSocket('ws://simulator/v1/realtime?model=gpt-realtime');
    scheduler.schedule(() => socket.send('{"authorization":"SECRET"'), 1_000);
    scheduler.flush();
    expect(frames).toEqual(['{"authorization":redacted']);
  });
});

describe('recordLines', () => {
  it('writes no secret of whatever source', () => {
    const event = { type: 'session.update', session: { type: 'realtime', tools } };
    const lines: string[] = [];
    of({ connection: 1, from: 'client', timeMs: 1, event } as const)
      .pipe(recordLines())
      .subscribe((line) => lines.push(line));
    expect(lines.join('')).not.toContain('SECRET');
  });

  it('leaves words alone that only resemble a key', () => {
    const text = 'A risk-free task-force asked: is desk_ek_1 a week_2 thing?';
    const lines: string[] = [];
    of({ connection: 1, from: 'server', timeMs: 1, event: { type: 'x', text } } as const)
      .pipe(recordLines())
      .subscribe((line) => lines.push(line));
    expect(lines.join('')).toContain(text);
  });
});
