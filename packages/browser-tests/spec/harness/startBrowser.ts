import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { BrowserContext, Page } from 'playwright-core';

export interface TestBrowser {
  /** Opens a page and waits until its script has run. */
  readonly open: (url: string) => Promise<Page>;
  /** Opens a page that is no test's own. */
  readonly visit: (url: string) => Promise<Page>;
  /** What pages complained about: errors nobody caught, refusals of the policy, failed loads. */
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
}

/** Without these Chromium calls home. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Debian's Chromium with an empty profile. */
export const startBrowser = async (...moreFlags: readonly string[]): Promise<TestBrowser> => {
  const profile = await mkdtemp(join(tmpdir(), 'rx-realtime-browser-'));
  const context: BrowserContext = await chromium.launchPersistentContext(profile, {
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    headless: true,
    args: [...flags, ...moreFlags],
    viewport: { width: 720, height: 540 },
  });
  const complaints: string[] = [];
  const visit = async (url: string): Promise<Page> => {
    const page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(`${message.text()} ${message.location().url}`);
    });
    await page.goto(url);
    return page;
  };
  return {
    complaints,
    visit,
    open: async (url) => {
      const page = await visit(url);
      await page
        .waitForFunction(() => 'page' in globalThis, undefined, { timeout: 10_000 })
        .catch((cause: unknown) => {
          throw new Error(`the page's script did not run: ${complaints.join('; ')}`, { cause });
        });
      return page;
    },
    close: async () => {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
};
