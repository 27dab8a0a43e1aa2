import { Session, SqlGateway } from '@headrace/flink';
import { createCompiler, type FlowDocument, parseFlow, previewQuery } from '@headrace/flow';
import { catalogue } from '@headrace/nodes';
import { previewSettings } from '../../apps/backend/src/features/previews/session-pool.ts';
import { apiAt } from '../../e2e/support/api.ts';
import { launch } from '../../e2e/support/browser.ts';
import { type Headrace, startHeadrace } from '../../e2e/support/headrace.ts';
import { clickToRow, openExample } from '../browser/preview.ts';
import { type Benchmark, median, ms, quantile, ratio } from '../support/measure.ts';
import { besideOthers } from './beside-others.ts';

const runs = 20;
/** Not counted: the JVM gets faster for a while. */
const warmUp = 8;

/** From the click on Preview to the first row on the screen, beside the same SELECT typed into the SQL gateway. */
export async function bench(): Promise<Benchmark> {
  const headrace = await startHeadrace(15_000);
  const browser = await launch();
  try {
    const page = await openExample(browser, headrace.address);
    const direct = await prepareDirect(headrace);
    const drawn: number[] = [];
    const typed: number[] = [];
    for (let i = 0; i < warmUp + runs; i++) {
      const [a, b] = [await clickToRow(page), await direct()];
      if (i < warmUp) continue;
      drawn.push(a);
      typed.push(b);
    }
    const p95 = quantile(drawn, 0.95);
    // People's browsers run on their machines.
    await browser.close();
    const beside = await besideOthers(headrace, runs);
    const besideP95 = quantile(beside, 0.95);
    const relation = median(drawn) / median(typed);
    return {
      title: 'Preview',
      how: `An example of four nodes from the earliest event, ${runs} times in turn with the same SELECT typed straight into the SQL gateway (statement posted to first row), on a warm engine with sample events flowing. Then the same through the API while 12 other previews are live.`,
      figures: [
        { what: 'click to first row in the browser, median', value: ms(median(drawn)) },
        { what: 'click to first row in the browser, p95', value: ms(p95), aim: '1 s', met: p95 <= 1000 },
        { what: 'the same SELECT in the gateway, median', value: ms(median(typed)) },
        { what: 'the same SELECT in the gateway, p95', value: ms(quantile(typed, 0.95)) },
        { what: 'first row of a preview while 12 others run, median', value: ms(median(beside)) },
        {
          what: 'first row of a preview while 12 others run, p95',
          value: ms(besideP95),
          aim: '1 s',
          met: besideP95 <= 1000,
        },
        { what: 'browser / gateway, medians', value: ratio(relation), aim: '1.2', met: relation <= 1.2 },
      ],
    };
  } finally {
    await browser.close();
    await headrace.stop();
  }
}

/** The statement that the backend submits for that example, submitted by hand in a session of the same settings. */
async function prepareDirect(headrace: Headrace): Promise<() => Promise<number>> {
  const api = apiAt(headrace.address);
  const [example] = await api.examples.list();
  const text = example?.text ?? '';
  const connections = await api.connections.list();
  const { ports } = await api.checks.check({ body: { text } });
  const compiled = createCompiler(catalogue).compile(parseFlow(text).document as FlowDocument, {
    connections,
    planner: ports,
  });
  const preview = previewQuery(compiled, ports, { kind: 'earliest' });
  if (!preview) throw new Error('the example has nothing to preview');
  const gateway = new SqlGateway({ url: headrace.sqlGateway, keys: headrace.flinkKeys });
  return async () => {
    const session = new Session(gateway, { properties: previewSettings });
    await session.open();
    for (const table of preview.tables) await session.configure(table.text);
    const begun = performance.now();
    const operation = await session.submit(preview.query.text);
    let took = Number.NaN;
    for await (const page of operation.pages({ first: 10, longest: 10 })) {
      if (page.rows.length === 0) continue;
      took = performance.now() - begun;
      break;
    }
    await operation.close();
    await session.close();
    return took;
  };
}
