import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { launch, openTab } from '../../e2e/support/browser.ts';
import { startHeadrace } from '../../e2e/support/headrace.ts';
import { type Benchmark, quantile } from '../support/measure.ts';

const seconds = (value: number): string => `${(value / 1000).toFixed(1)} s`;

/** First and second start, to the printed address and to the first live row in the browser; memory of all processes. */
export async function bench(): Promise<Benchmark> {
  const dataDir = mkdtempSync(join(tmpdir(), 'headrace-start-'));
  const browser = await launch();
  try {
    const first = await startHeadrace(17_000, { dataDir });
    const firstRow = await toFirstRow(browser, first.address);
    await sleep(30_000);
    const memory = proportionalMegabytes(first.pid);
    await first.stop();
    const second: { address: number; row: number }[] = [];
    for (let i = 0; i < 3; i++) {
      const again = await startHeadrace(17_000, { dataDir });
      second.push({ address: again.startedIn, row: again.startedIn + (await toFirstRow(browser, again.address)) });
      await again.stop();
    }
    const row = quantile(
      second.map((s) => s.row),
      0.5,
    );
    return {
      title: 'Starting',
      how: 'npm packages, jars and the built user interface are there; the first start makes new data, the second goes on with it (median of three). Row: the first live row in the browser, page load included. Memory: all processes together, shared pages once (PSS), with an example previewed, half a minute after the start.',
      figures: [
        { what: 'first start, to the address', value: seconds(first.startedIn) },
        { what: 'first start, to the first live row', value: seconds(first.startedIn + firstRow) },
        {
          what: 'second start, to the address',
          value: seconds(
            quantile(
              second.map((s) => s.address),
              0.5,
            ),
          ),
        },
        {
          what: 'second start, to the first live row',
          value: seconds(row),
          aim: '10 s on a quiet machine',
          met: row <= 10_000,
        },
        { what: 'memory', value: `${Math.round(memory)} MB`, aim: '1,500 MB', met: memory <= 1500 },
      ],
    };
  } finally {
    await browser.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function toFirstRow(browser: Browser, address: string): Promise<number> {
  const begun = performance.now();
  const { page } = await openTab(browser);
  await page.goto(address);
  await page.locator('.example').first().click();
  await page.locator('.events-table__body .events-table__row').first().waitFor({ timeout: 120_000 });
  return performance.now() - begun;
}

/** Memory of a process and all that it started, each shared page counted once (PSS of /proc, Linux). */
function proportionalMegabytes(root: number): number {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc').filter((e) => /^\d+$/.test(e)))
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
      parents.set(Number(entry), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // Ended meanwhile.
    }
  const belongs = (pid: number): boolean => pid === root || (parents.has(pid) && belongs(parents.get(pid) as number));
  let kilobytes = 0;
  for (const pid of parents.keys())
    if (belongs(pid))
      kilobytes += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
  return kilobytes / 1024;
}
