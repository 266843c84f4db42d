// The connection in a real browser: secrets as subprotocols, typed outcomes, nothing of Node in the bundle.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { say, startSimulator } from '@rx-realtime/simulator';
import type { Simulator } from '@rx-realtime/simulator';
import type { Page } from 'playwright-core';
import { firstValueFrom, mergeMap, shareReplay } from 'rxjs';
import { bundlePages } from './harness/bundlePages.ts';
import type { Bundles } from './harness/bundlePages.ts';
import { mintSecret } from './harness/mintSecret.ts';
import { icon, pageOf, startPageServer } from './harness/pageServer.ts';
import type { PageServer } from './harness/pageServer.ts';
import { startBrowser } from './harness/startBrowser.ts';
import type { TestBrowser } from './harness/startBrowser.ts';
import { startUpgradeLog } from './harness/upgradeLog.ts';
import type { UpgradeLog } from './harness/upgradeLog.ts';
import type { ConnectionPage } from './pages/connection.ts';

declare const page: ConnectionPage;

const apiKey = 'sk-of-the-server';
let bundles: Bundles;
let simulator: Simulator;
let upgrades: UpgradeLog;
let server: PageServer;
let browser: TestBrowser;
let tab: Page;
let url: string;
let secrets: string[];

const token = async (): Promise<string> => {
  const secret = await mintSecret(simulator, apiKey);
  secrets.push(secret);
  return secret;
};

beforeAll(async () => {
  secrets = [];
  bundles = await bundlePages(['connection']);
  simulator = await startSimulator({
    apiKey,
    responder: ({ transcript }) => [say(`You wrote: ${transcript}`)],
  });
  upgrades = await startUpgradeLog(simulator.port);
  url = `ws://127.0.0.1:${upgrades.port}/v1/realtime`;
  server = await startPageServer([
    ['/', pageOf('/connection.js')],
    icon,
    ['/token', token],
    ...bundles.files,
  ]);
  browser = await startBrowser();
  tab = await browser.open(server.origin);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await upgrades?.close();
  await simulator?.close();
});

describe('the bundle', () => {
  it('holds nothing of ws or Node', () => {
    const inputs = bundles.inputsOf('connection');
    expect(inputs.filter((path) => /node_modules\/ws\/|webSocketNode|^node:/.test(path))).toEqual([]);
    expect(inputs.some((path) => path.endsWith('webSocketBrowser.js'))).toBe(true);
    expect(bundles.warnings).toEqual([]);
  });
});

describe('a page with a client secret', () => {
  it('has a turn in text, and its status goes from connecting to ready', async () => {
    const { text, states, drift } = await tab.evaluate(
      async (target) => page.textTurn(target, 'Good morning.'),
      url,
    );
    expect(text).toBe('You wrote: Good morning.');
    expect(states.slice(0, 4)).toEqual(['idle', 'connecting', 'open', 'ready']);
    expect(drift).toBe(0);
  });

  it('sends the secret as a subprotocol and no Authorization header', () => {
    const { headers, path } = upgrades.requests[0] ?? { headers: new Map<string, string>(), path: '' };
    const [secret] = secrets;
    expect(secret).toMatch(/^ek_/);
    expect(headers.get('sec-websocket-protocol')).toBe(`realtime, openai-insecure-api-key.${secret}`);
    expect(headers.has('authorization')).toBe(false);
    expect(headers.get('origin')).toBe(server.origin);
    expect(path).toBe('/v1/realtime');
  });

  it('asks for a new secret for each connection', async () => {
    const before = secrets.length;
    await tab.evaluate(async (target) => page.textTurn(target, 'Again.'), url);
    expect(secrets).toHaveLength(before + 1);
    expect(new Set(secrets).size).toBe(secrets.length);
  });
});

describe('what goes wrong', () => {
  it('an API key is refused before dialling', async () => {
    const before = upgrades.requests.length;
    const ends = await tab.evaluate(async (target) => page.connectWithKey(target), url);
    expect(ends).toEqual([expect.objectContaining({ code: 'key_in_browser', retriable: false })]);
    expect(JSON.stringify(ends)).not.toContain('sk-normal');
    expect(upgrades.requests).toHaveLength(before);
  });

  it('an unreachable server gives one typed error', async () => {
    const log = await startUpgradeLog(1);
    await log.close(); // a port on which certainly nobody listens any more
    const ends = await tab.evaluate(
      async (target) => page.connectWithSecret(target),
      `ws://127.0.0.1:${log.port}/v1/realtime`,
    );
    expect(ends).toEqual([expect.objectContaining({ code: 'unreachable', reason: 'open', retriable: true })]);
  });

  it('closing the tab closes the socket on the server', async () => {
    const connection$ = simulator.connections$.pipe(shareReplay(1));
    const closed = firstValueFrom(connection$.pipe(mergeMap(({ closed$ }) => closed$)));
    const other = await browser.open(server.origin);
    await other.evaluate(async (target) => page.stayConnected(target), url);
    await other.close({ runBeforeUnload: false });
    const { code } = await closed;
    expect([1001, null]).toContain(code);
  });
});

it('the page never asked for what the policy forbids', () => {
  // Chromium itself reports the port on which nobody listens.
  expect(browser.complaints.filter((text) => !text.includes('ERR_CONNECTION_REFUSED'))).toEqual([]);
  expect(server.missing).toEqual([]);
});
