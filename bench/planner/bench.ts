import { Session as FlinkSession, type Session, SqlGateway } from '@headrace/flink';
import { checkQuery, createCompiler, editDocument } from '@headrace/flow';
import { catalogue } from '@headrace/nodes';
import { withEngine } from '../support/engine.ts';
import { flowOf } from '../support/flows.ts';
import { type Benchmark, ms, quantile, timeAsync } from '../support/measure.ts';

/** A ten-node flow before the planner, each time with another expression, so that nothing is remembered. */
export async function bench(): Promise<Benchmark> {
  return withEngine(async (engine) => {
    const properties = { 'table.local-time-zone': 'UTC' };
    const session: Session = new FlinkSession(new SqlGateway({ url: engine.sqlGateway, keys: engine.flinkKeys }), {
      properties,
    });
    const connections = [{ name: 'local', kind: 'kafka' as const, bootstrapServers: engine.bootstrapServers }];
    const compiler = createCompiler(catalogue);
    const document = flowOf(10);
    const first = checkQuery(compiler.compile(document, { connections }));
    for (const table of first?.tables ?? []) await session.configure(table.create.text);
    let turn = 0;
    const answered: number[] = [];
    await timeAsync(
      async () => {
        const edit = { path: ['spec', 'nodes', 'n1', 'config', 'expression'], value: `quantity > ${turn++}` };
        const check = checkQuery(compiler.compile(editDocument(document, [edit]), { connections }));
        if (!check) throw new Error('nothing to check');
        const begun = performance.now();
        await session.configure(check.view.text);
        await (await session.submit(check.describe.text)).all();
        answered.push(performance.now() - begun);
        // As the backend does it: the view goes away when nobody waits any more.
        await session.configure(check.drop.text);
      },
      60,
      30,
    );
    const samples = answered.slice(30);
    await session.close();
    const p95 = quantile(samples, 0.95);
    return {
      title: 'Checking with the planner',
      how: 'A flow of ten nodes, one expression changed each time: compiled, validated as one view, described; a warm engine.',
      figures: [
        { what: 'median', value: ms(quantile(samples, 0.5)) },
        { what: 'p95', value: ms(p95), aim: '150 ms', met: p95 <= 150 },
      ],
    };
  });
}
