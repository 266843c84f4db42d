// The built site: its search, its playground, what axe says of it, and that it asks no other host for anything.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { startPageServer } from './harness/pageServer.ts';
import type { PageServer } from './harness/pageServer.ts';
import { startBrowser } from './harness/startBrowser.ts';
import type { TestBrowser } from './harness/startBrowser.ts';

interface Axe {
  readonly run: () => Promise<{
    readonly violations: readonly {
      readonly id: string;
      readonly nodes: readonly { readonly html: string }[];
    }[];
  }>;
}

declare const axe: Axe;

const { resolve } = createRequire(import.meta.url);
const dist = new URL('../../../docs/dist/', import.meta.url);
/** The site has inline scripts and styles of its own; whatever else it wanted to load would be refused and told. */
const policy = "default-src 'self' 'unsafe-inline' data: blob:; connect-src 'self'";
let server: PageServer;
let browser: TestBrowser;

const siteFiles = async () => {
  const entries = await readdir(dist, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const path = `${entry.parentPath}/${entry.name}`.replaceAll('//', '/');
        return [`/${path.slice(dist.pathname.length)}`, await readFile(path)] as const;
      }),
  );
};

beforeAll(async () => {
  const files = await siteFiles();
  const home = files.find(([path]) => path === '/index.html');
  server = await startPageServer([...files, ['/', home?.[1] ?? '']], policy);
  browser = await startBrowser('--autoplay-policy=no-user-gesture-required');
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

it('finds an operator by what it does', async () => {
  const page = await browser.visit(server.origin);
  await page.getByRole('button', { name: 'Search' }).click();
  await page.locator('#localsearch-input').fill('blocks of equal length');
  await page.locator('#localsearch-list a[href*="chunkPcm16"]').first().click();
  await page.waitForURL(/chunkPcm16/);
  expect(await page.title()).toContain('chunkPcm16');
  await page.close();
});

describe('the playground', () => {
  let page: Page;
  const prints = () => page.locator('.prints').textContent();
  const events = (type: string) => page.locator('.events b', { hasText: type });
  const choose = (title: string) => page.locator('.bar select').selectOption({ label: title });
  const run = () => page.getByRole('button', { name: 'Run' }).click();

  beforeAll(async () => {
    page = await browser.visit(`${server.origin}/playground.html`);
    await page.locator('.cm-content').waitFor();
  });

  it('runs an example that speaks, and survives a cut', async () => {
    await run();
    await events('response.output_audio.delta').nth(3).waitFor();
    await page.getByRole('button', { name: 'Cut the line' }).click();
    await page.locator('.prints', { hasText: 'completed' }).waitFor();
    expect(await prints()).toMatch(/… lost[^]*… restored[^]*completed/);
  });

  it('shows a barge-in', async () => {
    await choose('Interrupt the answer');
    await run();
    await events('conversation.item.truncated').first().waitFor();
    await page.locator('.prints', { hasText: 'Once' }).waitFor();
  });

  it('says what is wrong with an example', async () => {
    await page.locator('.cm-content').fill("import { nothing } from 'rx-realtime'; nothing();");
    await run();
    await page.locator('.prints', { hasText: 'TypeError' }).waitFor();
    await page.locator('.cm-content').fill('const = 1;');
    await run();
    await page.getByRole('alert').waitFor();
  });

  it('lets an example reach no host', async () => {
    await page
      .locator('.cm-content')
      .fill("fetch('/index.html').catch((e) => console.log('refused', e.name));");
    await run();
    await page.locator('.prints', { hasText: 'refused TypeError' }).waitFor();
    const refusals = browser.complaints.filter((complaint) => complaint.includes('about:srcdoc'));
    expect(refusals.length).toBeGreaterThan(0);
  });
});

describe.each(['', 'first-conversation.html', 'operators.html', 'playground.html'])('/%s', (path) => {
  it.each(['light', 'dark'] as const)('has nothing that axe objects to, %s', async (colorScheme) => {
    const page = await browser.visit(`${server.origin}/${path}`);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.reload({ waitUntil: 'networkidle' });
    await page.evaluate(await readFile(resolve('axe-core/axe.min.js'), 'utf8'));
    const { violations } = await page.evaluate(async () => axe.run());
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 100)).join(' ')}`),
    ).toEqual([]);
    await page.close();
  });
});

it('asks for nothing that is not there, and no other host', () => {
  expect(server.missing).toEqual([]);
  expect(browser.complaints.filter((complaint) => !complaint.includes('about:srcdoc'))).toEqual([]);
});
