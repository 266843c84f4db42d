// The loudspeaker's clock in a real browser, against the samples that really came out.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { bundlePages } from './harness/bundlePages.ts';
import { icon, pageOf, startPageServer } from './harness/pageServer.ts';
import type { PageServer } from './harness/pageServer.ts';
import { startBrowser } from './harness/startBrowser.ts';
import type { TestBrowser } from './harness/startBrowser.ts';
import { worklets } from './harness/worklets.ts';
import type { SpeakerPage } from './pages/speaker.ts';

declare const page: SpeakerPage;

let server: PageServer;
let browser: TestBrowser;
let tab: Page;

beforeAll(async () => {
  const { files } = await bundlePages(['speaker']);
  server = await startPageServer([['/', pageOf('/speaker.js')], icon, ...(await worklets()), ...files]);
  browser = await startBrowser();
  tab = await browser.open(server.origin);
  await tab.mouse.click(10, 10); // until then Chromium plays nothing
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

describe('a barge-in', () => {
  it.each([400, 1_130])('after %d ms is cut where the sound really stopped', async (bargeInMs) => {
    const { commands, cutMs, laterMs, playedMs, latencyMs } = await tab.evaluate(
      async (ms) => page.interrupt(ms),
      bargeInMs,
    );
    expect(commands).toEqual([
      expect.objectContaining({ type: 'conversation.item.truncate', item_id: 'item_1', content_index: 0 }),
    ]);
    const [command] = commands;
    const audioEndMs = command && 'audio_end_ms' in command ? command.audio_end_ms : NaN;
    expect(audioEndMs).toBeGreaterThan(100);
    expect(Math.abs(audioEndMs - playedMs)).toBeLessThanOrEqual(1);
    expect(Math.abs(audioEndMs - cutMs)).toBeLessThan(100);
    // What came out was on its way to the ear for as long as the device says.
    expect(Math.abs(audioEndMs + latencyMs - cutMs)).toBeLessThan(25);
    expect(laterMs).toBe(cutMs);
  });
});

it('playback completes when the last sample was heard, not before', async () => {
  const { playedMs, tookMs } = await tab.evaluate(async () => page.play(600));
  expect(playedMs).toBe(600);
  expect(tookMs).toBeGreaterThanOrEqual(590);
  expect(tookMs).toBeLessThan(2_000);
});

it('the sound does not wait for a busy page', async () => {
  const { tookMs } = await tab.evaluate(async () => page.playWhileBusy(800));
  expect(tookMs).toBeLessThan(1_400);
});

it('needs nothing that the policy forbids', () => {
  expect(browser.complaints).toEqual([]);
  expect(server.missing).toEqual([]);
});
