import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

/** Debian's Chromium, or the one named by CHROMIUM, without any traffic of its own. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

export interface Tab {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors that the page threw or logged, and requests to anywhere but here. */
  readonly faults: string[];
}

/** A fresh profile with one tab. */
export async function openTab(browser: Browser, colorScheme: 'light' | 'dark' = 'light'): Promise<Tab> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (e) => faults.push(e.message));
  page.on('request', (r) => {
    if (!/^(http:\/\/(127\.0\.0\.1|localhost):\d+\/|data:|blob:)/.test(r.url())) faults.push(`request to ${r.url()}`);
  });
  return { page, context, faults };
}

/** A picture of what was on the screen when a test failed, in test-results/. */
export async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(import.meta.dirname, '..', '..', 'test-results', `${name}.png`) });
}
