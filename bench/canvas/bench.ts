import { documentText } from '@headrace/flow';
import { apiAt } from '../../e2e/support/api.ts';
import { launch } from '../../e2e/support/browser.ts';
import { startHeadrace } from '../../e2e/support/headrace.ts';
import { type CanvasCosts, type Cost, canvasCosts } from '../browser/canvas.ts';
import { flowOf } from '../support/flows.ts';
import { type Benchmark, type Figure, ms } from '../support/measure.ts';

/** What moving about costs in flows of many nodes, live numbers on each. */
export async function bench(): Promise<Benchmark> {
  const headrace = await startHeadrace(16_000, { args: ['--no-samples'] });
  const browser = await launch();
  const figures: Figure[] = [];
  try {
    for (const nodes of [100, 300, 1000, 2000]) {
      const { id, ports } = await store(headrace.address, nodes);
      const address = `${headrace.address}/flows/${id}`;
      figures.push(...rows(nodes, await canvasCosts(browser, address, ports, false)));
      if (nodes !== 1000) continue;
      const fitted = await canvasCosts(browser, address, ports, true);
      figures.push({
        what: `${nodes} nodes, all in view (${fitted.mounted} drawn): pan`,
        value: words(fitted.pan),
        aim: '60 ms of main thread',
        met: fitted.pan.mainThread <= 60,
      });
    }
  } finally {
    await browser.close();
    await headrace.stop();
  }
  return {
    title: 'Canvas',
    how: "Headless Chromium without a GPU: milliseconds of the main thread's CPU time, script / all, for each pointer event of a pan or drag (median of five rounds), and for each tick that changes the numbers on every node. Numbers come from a stream made in the page.",
    figures,
  };
}

function rows(nodes: number, costs: CanvasCosts): Figure[] {
  const what = `${nodes} nodes (${costs.mounted} drawn)`;
  const aimed = nodes === 1000;
  const figure = (name: string, cost: Cost, aim: number): Figure => ({
    what: `${what}: ${name}`,
    value: words(cost),
    ...(aimed ? { aim: `${aim} ms of main thread`, met: cost.mainThread <= aim } : {}),
  });
  return [figure('pan', costs.pan, 10), figure('drag', costs.drag, 10), figure('tick', costs.tick, 40)];
}

const words = (cost: Cost): string => `${ms(cost.script)} / ${ms(cost.mainThread)}`;

/** Stores a flow of so many nodes, laid out in rows of ten. */
async function store(address: string, nodes: number): Promise<{ id: string; ports: string[] }> {
  const document = flowOf(nodes);
  const names = Object.keys(document.spec.nodes);
  const layout = Object.fromEntries(names.map((n, i) => [n, { x: (i % 10) * 300, y: Math.floor(i / 10) * 160 }]));
  const text = documentText({ ...document, spec: { ...document.spec, layout } });
  const { id } = await apiAt(address).flows.create({ body: { text, trusted: true } });
  const filters = names.filter((n) => document.spec.nodes[n]?.type === 'filter').map((n) => `${n}.unmatched`);
  return { id, ports: [...names, ...filters] };
}
