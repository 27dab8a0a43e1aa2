import { createCompiler, documentText, editDocument, parseFlow, script } from '@headrace/flow';
import { catalogue } from '@headrace/nodes';
import { flowOf } from '../support/flows.ts';
import { type Benchmark, type Figure, median, ms, ratio, time } from '../support/measure.ts';

const connections = [{ name: 'local', kind: 'kafka' as const, bootstrapServers: '127.0.0.1:9092' }];

/** Document to plan, from nothing and after one changed node; printing and parsing apart. */
export async function bench(): Promise<Benchmark> {
  const figures: Figure[] = [];
  const whole: number[] = [];
  for (const nodes of [10, 100, 1000]) {
    const document = flowOf(nodes);
    const cold = median(time(() => createCompiler(catalogue).compile(document, { connections }), 30));
    whole.push(cold);
    figures.push({
      what: `${nodes} nodes, from nothing`,
      value: ms(cold),
      ...(nodes === 1000 ? { aim: '50 ms', met: cold <= 50 } : {}),
    });

    const compiler = createCompiler(catalogue);
    compiler.compile(document, { connections });
    let turn = 0;
    const changed = median(
      time(() => {
        const path = ['spec', 'nodes', `n${nodes - 3}`, 'config', 'expression'];
        const next = editDocument(document, [{ path, value: `quantity > ${turn++}` }]);
        compiler.compile(next, { connections });
      }, 50),
    );
    figures.push({
      what: `${nodes} nodes, one changed`,
      value: ms(changed),
      ...(nodes === 1000 ? { aim: '5 ms', met: changed <= 5 } : {}),
    });
  }
  const [, hundred = 1, thousand = 1] = whole;
  figures.push({
    what: 'growth from 100 to 1,000 nodes (10 is linear)',
    value: ratio(thousand / hundred),
    aim: '12',
    met: thousand / hundred <= 12,
  });
  const document = flowOf(1000);
  const compiled = createCompiler(catalogue).compile(document, { connections });
  figures.push({ what: '1,000 nodes, printed as a script', value: ms(median(time(() => script(compiled), 20))) });
  const text = documentText(document);
  figures.push({
    what: `1,000 nodes, parsed from YAML (${Math.round(text.length / 1000)} kB)`,
    value: ms(median(time(() => parseFlow(text), 5, 1))),
  });
  return {
    title: 'Compiling',
    how: 'In one process, after a warm-up; medians. From nothing means a new compiler without memory.',
    figures,
  };
}
