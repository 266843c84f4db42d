// A spoken conversation in a real browser: a microphone that plays a recording, worklets, and a barge-in.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { silence } from '@rx-realtime/audio';
import { readWav, writeWav } from '@rx-realtime/audio/node';
import { scriptedDialogue, startSimulator } from '@rx-realtime/simulator';
import type { Simulator, SimulatorEvent } from '@rx-realtime/simulator';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { concat, filter, firstValueFrom, lastValueFrom, mergeMap, of, ReplaySubject, skip, take } from 'rxjs';
import { bundlePages } from './harness/bundlePages.ts';
import { mintSecret } from './harness/mintSecret.ts';
import { icon, startPageServer } from './harness/pageServer.ts';
import type { PageServer } from './harness/pageServer.ts';
import { startBrowser } from './harness/startBrowser.ts';
import type { TestBrowser } from './harness/startBrowser.ts';
import { worklets } from './harness/worklets.ts';
import type { ConversationPage } from './pages/conversation.ts';

declare const page: ConversationPage;

const file = (path: string) => readFile(new URL(path, import.meta.url));
const question = fileURLToPath(new URL('../../rx-realtime/samples/question.wav', import.meta.url));
const answer =
  'It is ten twenty six in London, and the sun is shining on the river. There is a light wind from the west, and in the ' +
  'afternoon it may rain a little, so if you go for a walk you should take an umbrella and a warm coat with you.';

let folder: string;
let simulator: Simulator;
let server: PageServer;
let browser: TestBrowser;
let tab: Page;
const events$ = new ReplaySubject<SimulatorEvent>();
const closed$ = new ReplaySubject<unknown>();
const seen = (type: string, from: 'client' | 'server') =>
  events$.pipe(filter(({ event, from: side }) => side === from && event['type'] === type));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rx-realtime-speech-'));
  // Asks, listens, asks again into the answer, listens, and asks once more.
  const pause = (durationMs: number) => of(silence({ durationMs, sampleRateHz: 22_050 }));
  const speech$ = concat(
    readWav(question),
    pause(4_000),
    readWav(question),
    pause(6_000),
    readWav(question),
    pause(60_000),
  );
  await lastValueFrom(speech$.pipe(writeWav(join(folder, 'speech.wav'))));

  simulator = await startSimulator({
    apiKey: 'sk-of-the-server',
    responder: scriptedDialogue([answer, 'As I said: ten twenty six.']),
    transcribe: () => 'Hello! What time is it in London?',
  });
  simulator.events$.subscribe(events$);
  simulator.connections$.pipe(mergeMap((connection) => connection.closed$)).subscribe(closed$);
  const { files } = await bundlePages(['conversation']);
  server = await startPageServer([
    ['/', (await file('./pages/conversation.html')).toString()],
    ['/conversation.css', await file('./pages/conversation.css')],
    ...(await worklets()),
    ['/realtime-url', async () => simulator.url],
    ['/token', () => mintSecret(simulator, 'sk-of-the-server')],
    icon,
    ...files,
  ]);
  browser = await startBrowser(
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-audio-capture=${join(folder, 'speech.wav')}%noloop`,
  );
  tab = await browser.open(server.origin);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await simulator?.close();
  await rm(folder, { recursive: true, force: true });
});

it('hears the microphone, answers aloud, and is cut where the listener stopped listening', async () => {
  await tab.click('#talk');
  const turns$ = seen('response.done', 'server');
  const truncate = await firstValueFrom(seen('conversation.item.truncate', 'client'));
  await firstValueFrom(turns$.pipe(skip(1), take(1)));
  const { cuts, firstPlayed, errors } = await tab.evaluate(() => page.facts());
  expect(errors).toEqual([]);
  expect(cuts).toHaveLength(1);
  const [cut] = cuts;
  const audioEndMs = Number(truncate.event['audio_end_ms']);

  // The player's own clock.
  expect(Math.abs(audioEndMs - (cut?.playedMs ?? NaN))).toBeLessThan(100);
  // The clock on the wall, since the first sound was heard.
  const wallMs = (firstPlayed?.ms ?? NaN) + (cut?.atMs ?? NaN) - (firstPlayed?.atMs ?? NaN);
  expect(Math.abs(audioEndMs - wallMs)).toBeLessThan(100);
  expect(audioEndMs).toBeGreaterThan(1_000);
});

it('shows the words of both sides, and of the interrupted answer those that were heard', async () => {
  const [first, heard = '', ...rest] = await tab.evaluate(() => page.captions());
  expect([first, ...rest]).toEqual([
    'Hello! What time is it in London?',
    'Hello! What time is it in London?',
    'As I said: ten twenty six.',
  ]);
  expect(answer.startsWith(heard)).toBe(true);
  expect(heard.length).toBeGreaterThan(10);
  expect(heard.length).toBeLessThan(answer.length);
  expect(await tab.textContent('#state')).toBe('ready');
});

it('shows the level of the microphone', async () => {
  const spoken = await tab.waitForFunction(() => page.level() > -30);
  expect(await spoken.jsonValue()).toBe(true);
  await tab.screenshot({ path: process.env['SCREENSHOT'] ?? join(folder, 'conversation.png') });
});

it('closes the connection when it ends', async () => {
  const closed = firstValueFrom(closed$);
  await tab.evaluate(() => page.stop());
  await closed;
  expect((await tab.evaluate(() => page.facts())).errors).toEqual([]);
});

it('needs nothing that the policy forbids', () => {
  expect(browser.complaints).toEqual([]);
  expect(server.missing).toEqual([]);
});
