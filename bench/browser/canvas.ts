import { addressOf, allRoutes } from '@headrace/api';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { openTab } from '../../e2e/support/browser.ts';

/** Milliseconds of the main thread's CPU time for each input event (or each tick): of script, and of all. */
export interface Cost {
  readonly script: number;
  readonly mainThread: number;
}

/** Names of the stream and the preview that the page makes up. */
const madeUp = { stream: 'made-up', id: 'bench' };

interface Place {
  readonly x: number;
  readonly y: number;
}

export interface CanvasCosts {
  readonly mounted: number;
  readonly pan: Cost;
  readonly drag: Cost;
  readonly tick: Cost;
}

/**
 * Opens a flow and moves about in it. Live numbers come from a stream made in the page, four ticks a second with a new
 * count for every port: Flink is not what is measured here.
 */
export async function canvasCosts(
  browser: Browser,
  flow: string,
  ports: readonly string[],
  fit: boolean,
): Promise<CanvasCosts> {
  const { page, context } = await openTab(browser);
  const { events, previews } = allRoutes;
  const stream = events.follow.path;
  await page.addInitScript(streamNumbers, { ports, stream, preview: addressOf(events.watch.path, madeUp) });
  await page.route(`**${previews.open.path}`, (route) => route.fulfill({ status: 201, json: { id: madeUp.id } }));
  await page.goto(flow);
  await page.locator('.react-flow__node').first().waitFor({ timeout: 120_000 });
  await page.waitForTimeout(3_000);
  const cdp = await context.newCDPSession(page);
  // CPU time of the thread: what others on the machine do is not part of it.
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  const box = await page.locator('.react-flow').boundingBox();
  if (!box) throw new Error('there is no canvas');
  const [x, y] = [box.x + box.width / 2, box.y + box.height - 40];
  if (!fit) await comeNear(page, x, box.y + box.height / 2);
  await page.waitForTimeout(1_500);
  const mounted = await page.locator('.react-flow__node').count();
  const tick = await cost(cdp, 12, async () => {
    await page.evaluate(() => (window as unknown as { tick: (n: number) => Promise<void> }).tick(12));
  });
  // Else it would be the cost of nothing.
  if ((await page.locator('.header__preview .state-word').innerText()).trim() !== 'Live')
    throw new Error('no numbers came');
  const pan = await motion(page, cdp, { x, y }, { x: -4, y: -2 });
  const node = await nearestNode(page, x, box.y + box.height / 2);
  const drag = await motion(page, cdp, node, { x: 1, y: 0.5 });
  await context.close();
  return { mounted, pan, drag, tick };
}

/** A large flow opens with as much of it in view as fits; people work near, with some forty nodes in sight. */
async function comeNear(page: Page, x: number, y: number): Promise<void> {
  await page.mouse.move(x, y);
  for (let i = 0; i < 40 && (await page.locator('.react-flow__node').count()) > 40; i++) {
    await page.mouse.wheel(0, -120);
    await page.waitForTimeout(100);
  }
}

/** Presses at a place, goes 60 steps and back again; the median of five rounds, the first of which warms up. */
async function motion(page: Page, cdp: CDPSession, at: Place, step: Place): Promise<Cost> {
  const steps = 60;
  const rounds: Cost[] = [];
  for (let round = 0; round < 5; round++)
    rounds.push(
      await cost(cdp, steps * 2, async () => {
        await page.mouse.move(at.x, at.y);
        await page.mouse.down();
        for (let i = 1; i <= steps; i++) await page.mouse.move(at.x + i * step.x, at.y + i * step.y);
        for (let i = steps - 1; i >= 0; i--) await page.mouse.move(at.x + i * step.x, at.y + i * step.y);
        await page.mouse.up();
      }),
    );
  return rounds.sort((a, b) => a.mainThread - b.mainThread)[2] as Cost;
}

async function cost(cdp: CDPSession, events: number, work: () => Promise<void>): Promise<Cost> {
  const read = async () => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    const value = (name: string) => metrics.find((m) => m.name === name)?.value ?? 0;
    return { script: value('ScriptDuration'), task: value('TaskDuration') };
  };
  const before = await read();
  await work();
  const after = await read();
  return {
    script: ((after.script - before.script) * 1000) / events,
    mainThread: ((after.task - before.task) * 1000) / events,
  };
}

function nearestNode(page: Page, x: number, y: number): Promise<Place> {
  return page.evaluate(
    ([cx, cy]) => {
      const centers = [...document.querySelectorAll('.react-flow__node')].map((n) => {
        const r = n.getBoundingClientRect();
        return { x: r.x + r.width / 2, y: r.y + r.height / 4 };
      });
      const far = (p: { x: number; y: number }) => Math.hypot(p.x - (cx as number), p.y - (cy as number));
      return centers.sort((a, b) => far(a) - far(b))[0] ?? { x: cx as number, y: cy as number };
    },
    [x, y],
  );
}

/**
 * Runs in the page, before its own scripts: without a shared worker the page holds its stream itself, and gets one that is
 * made here. It carries a preview that sends made-up numbers when `tick` is called.
 */
function streamNumbers({
  ports,
  stream,
  preview,
}: {
  ports: readonly string[];
  stream: string;
  preview: string;
}): void {
  Reflect.deleteProperty(globalThis, 'SharedWorker');
  const real = window.fetch;
  const encoder = new TextEncoder();
  let send: (event: string, data: unknown) => void = () => {};
  let count = 0;
  const deliver = (event: unknown, viewers?: string[]) => send('preview', { preview: 'bench', viewers, event });
  window.fetch = (input, init) => {
    if (input === preview && init?.method === 'PUT') {
      const { viewers } = JSON.parse(String(init.body)) as { viewers: string[] };
      const columns = Object.fromEntries(ports.map((p) => [p, [{ name: 'id', type: 'STRING' }]]));
      deliver({ kind: 'ports', ports: columns }, viewers);
      deliver({ kind: 'state', state: 'running', message: '', node: null }, viewers);
      return Promise.resolve(new Response(null, { status: 204 }));
    }
    if (input !== stream) return real(input, init);
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        send = (event, data) =>
          controller.enqueue(encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
        send('stream', { id: 'made-up' });
      },
    });
    return Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
  };
  (window as unknown as { tick: (n: number) => Promise<void> }).tick = async (n) => {
    for (let i = 0; i < n; i++) {
      count += 7;
      const counts = Object.fromEntries(ports.map((p, k) => [p, count + k]));
      const watermarks = Object.fromEntries(ports.map((p) => [p, Date.now()]));
      deliver({ kind: 'rows', rows: [], counts, watermarks });
      // A tick of the numbers on the nodes comes once a second.
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  };
}
