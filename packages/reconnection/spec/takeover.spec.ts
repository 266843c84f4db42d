import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { conversationItemCreate, responseCreate, textOf, userText } from '@rx-realtime/codecs';
import type { ServerEvent } from '@rx-realtime/codecs';
import { call, createSimulator, say } from '@rx-realtime/simulator';
import type { SimulatorConfig } from '@rx-realtime/simulator';
import { fakeWebSockets } from '@rx-realtime/test-kit';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filter, firstValueFrom, lastValueFrom, share } from 'rxjs';
import type { Observable } from 'rxjs';
import { durableSocket } from '../src/index.ts';
import type { LedgerStore } from '../src/index.ts';
import { fileLedgerIn } from '../src/file/internal/fileLedgerIn.ts';
import { fileLedger } from '../src/node.ts';
import { faultyFiles } from '../test/faultyFiles.ts';
import type { DiskFault } from '../test/faultyFiles.ts';

let folder = '';
let path = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'takeover-'));
  path = join(folder, 'conversation.ndjson');
});
afterEach(() => rm(folder, { recursive: true }));

const ofType =
  <T extends ServerEvent['type']>(type: T) =>
  (source$: Observable<ServerEvent>): Observable<Extract<ServerEvent, { readonly type: T }>> =>
    source$.pipe(filter((event): event is Extract<ServerEvent, { readonly type: T }> => event.type === type));

/** A process of its own, with a server of its own: all that it shares with others is the file. */
const newProcess = (config: SimulatorConfig, ledger: LedgerStore = fileLedger(path)) => {
  const { WebSocket: WebSocketCtor } = createSimulator(config);
  const socket = durableSocket({
    url: 'ws://simulator',
    model: 'gpt-realtime-2.1',
    WebSocketCtor,
    session: { output_modalities: ['text'] },
    ledger,
  });
  const events: ServerEvent[] = [];
  const troubles: string[] = [];
  const live$ = socket.pipe(share());
  socket.storeError$.subscribe(({ code }) => troubles.push(code));
  const running = live$.subscribe((event) => events.push(event));
  const until = <T extends ServerEvent['type']>(type: T) => firstValueFrom(live$.pipe(ofType(type)));
  const ask = async (text: string): Promise<string> => {
    const answer = until('response.done');
    socket.next(conversationItemCreate(userText(text)));
    socket.next(responseCreate());
    return (
      (await answer).response.output?.map((item) => ('content' in item ? textOf(item) : '')).join('') ?? ''
    );
  };
  return { socket, events, troubles, until, ask, end: () => running.unsubscribe() };
};

const remembering: SimulatorConfig = {
  responder: ({ items }) => [
    say(JSON.stringify(items).includes('I am Ada.') ? 'You are Ada.' : 'Who are you?'),
  ],
};
/** Until everything that was said is in the file. */
const written = async (ledger = fileLedger(path)): Promise<void> => {
  await firstValueFrom(ledger.load());
};

describe('a conversation in a file', () => {
  it('goes on in another process', async () => {
    const first = newProcess(remembering);
    expect(await first.ask('I am Ada.')).toBe('You are Ada.');
    first.end();
    const second = newProcess(remembering);
    const { report } = await second.until('connection.restored');
    expect(report).toMatchObject({ degraded: [], dropped: [] });
    expect(report.exact).toHaveLength(2);
    expect(await second.ask('Who am I?')).toBe('You are Ada.');
    expect(second.events.map(({ type }) => type)).not.toContain('session.created');
    second.end();
    await written();
  });

  it('goes on with what was accepted and not yet sent', async () => {
    const first = newProcess({
      ...remembering,
      faults: [{ at: { connection: 1, event: 'session.created' }, do: 'stall' }],
    });
    first.socket.next(conversationItemCreate(userText('I am Ada.')));
    await firstValueFrom(first.socket.status$.pipe(filter(({ state }) => state === 'connecting')));
    first.end();
    const second = newProcess(remembering);
    await second.until('conversation.item.done');
    expect(await second.ask('Who am I?')).toBe('You are Ada.');
    second.end();
    await written();
  });

  it('does not send in another process what was told as unsent in this one', async () => {
    const { WebSocket: WebSocketCtor } = fakeWebSockets();
    const socket = durableSocket({ url: 'ws://server', WebSocketCtor, ledger: fileLedger(path) });
    const fates: string[] = [];
    socket.delivery$.subscribe(({ state, event }) => fates.push(`${event.type} ${state}`));
    const end = lastValueFrom(socket, { defaultValue: undefined });
    await firstValueFrom(socket.status$.pipe(filter(({ state }) => state === 'connecting')));
    socket.next(conversationItemCreate(userText('Hello')));
    socket.complete();
    await end;
    expect(fates).toEqual(['conversation.item.create unsent']);
    expect(await firstValueFrom(fileLedger(path).load())).toMatchObject([{ ledger: { delivery: [] } }]);
    await written();
  });

  it('answers a call that nobody knows the outcome of, and lets nobody run it again', async () => {
    const assistant: SimulatorConfig = {
      responder: ({ items }) =>
        JSON.stringify(items).includes('outcome unknown')
          ? [say('I do not know whether it worked.')]
          : [call('book')],
    };
    const tools = [{ type: 'function', name: 'book', parameters: { type: 'object' } }] as const;
    const first = newProcess(assistant);
    first.socket.next({ type: 'session.update', session: { type: 'realtime', tools } });
    await first.ask('Book a seat.');
    const ledger = await firstValueFrom(first.socket.ledger$);
    const [callId = ''] = ledger.calls.keys();
    expect(await firstValueFrom(first.socket.claim(callId))).toBe(true);
    first.end();
    const second = newProcess(assistant);
    const { response } = await second.until('response.done');
    expect(JSON.stringify(response.output)).toContain('I do not know whether it worked.');
    expect(await firstValueFrom(second.socket.claim(callId))).toBe(false);
    const { conversation } = await firstValueFrom(second.socket.ledger$);
    expect(conversation.items.map(({ type }) => type)).toEqual([
      'message',
      'function_call',
      'function_call_output',
      'message',
    ]);
    expect(second.events.map(({ type }) => type)).not.toContain('error');
    second.end();
    const third = newProcess(assistant);
    const { report } = await third.until('connection.restored');
    expect([report.exact.length, report.dropped]).toEqual([3, []]);
    third.end();
    await written();
  });

  it('takes credentials of tools from the session, not from the file', async () => {
    const tool = { type: 'mcp', server_label: 'shop', server_url: 'https://shop.example' } as const;
    const first = newProcess(remembering);
    first.socket.next({
      type: 'session.update',
      session: { type: 'realtime', tools: [{ ...tool, authorization: 'secret' }] },
    });
    await first.ask('I am Ada.');
    first.end();
    await written();
    const { WebSocket: WebSocketCtor } = createSimulator(remembering);
    const socket = durableSocket({
      url: 'ws://simulator',
      model: 'gpt-realtime-2.1',
      WebSocketCtor,
      ledger: fileLedger(path),
      session: { tools: [{ ...tool, authorization: 'from the session' }] },
    });
    const sent: string[] = [];
    socket.wire$.subscribe(({ direction, frame }) => {
      if (direction === 'out' && typeof frame === 'string') sent.push(frame);
    });
    await firstValueFrom(socket.pipe(ofType('connection.restored')));
    expect(JSON.parse(sent[0] ?? '')).toMatchObject({
      type: 'session.update',
      session: { tools: [{ ...tool, authorization: 'from the session' }] },
    });
    await written();
  });

  it('is refused to a second process, whose conversation ends', async () => {
    const first = newProcess(remembering);
    await first.ask('I am Ada.');
    const { WebSocket: WebSocketCtor } = createSimulator();
    const socket = durableSocket({ url: 'ws://simulator', WebSocketCtor, ledger: fileLedger(path) });
    await expect(firstValueFrom(socket)).rejects.toMatchObject({ _tag: 'LedgerStoreError', code: 'fenced' });
    expect(await first.ask('Who am I?')).toBe('You are Ada.');
    expect(first.troubles).toEqual([]);
    first.end();
    await written();
  });

  it.each([
    ['ENOSPC', 'full'],
    ['EROFS', 'unavailable'],
  ])('goes on without its file after %s, and tells it', async (refuses, code) => {
    const fault: DiskFault = { refuses };
    const ledger = fileLedgerIn(faultyFiles(fault), path, { retryMs: 0 });
    const first = newProcess(remembering, ledger);
    expect(await first.ask('I am Ada.')).toBe('You are Ada.');
    expect(new Set(first.troubles)).toEqual(new Set([code]));
    fault.refuses = undefined;
    expect(await first.ask('Who am I?')).toBe('You are Ada.');
    first.end();
    const second = newProcess(remembering);
    expect((await second.until('connection.restored')).report.exact).toHaveLength(4);
    second.end();
    await written();
  });

  it('does not wait for a slow disk', async () => {
    let go = (): void => undefined;
    const gate = new Promise<void>((resolve) => (go = resolve));
    const ledger = fileLedgerIn(faultyFiles({ refuses: undefined, wait: () => gate }), path, {});
    const first = newProcess(remembering, ledger);
    expect(await first.ask('I am Ada.')).toBe('You are Ada.');
    expect(first.troubles).toEqual([]);
    go();
    first.end();
    const second = newProcess(remembering);
    expect((await second.until('connection.restored')).report.exact).toHaveLength(2);
    second.end();
    await written();
  });
});
