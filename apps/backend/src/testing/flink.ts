import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';

/**
 * A SQL gateway and a JobManager for tests of what is around Flink: it has slots, accepts every statement, finds one STRING column in whatever is
 * described, and gives a query the rows that the test puts in. Whether a statement is right, only the suites on real Flink
 * can say.
 */
export class AcceptingFlink {
  private readonly server: Server = createServer(async (request, response) => {
    const answer = await this.answer(request);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  private handles = 0;
  private readonly described = new Set<string>();
  private readonly rows: unknown[] = [];

  /** @returns its address */
  async start(): Promise<string> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
    return `http://127.0.0.1:${(this.server.address() as { port: number }).port}`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  /** Gives the query that asks next a row with this value at its first port. */
  put(value: string): void {
    this.rows.push({ kind: 'INSERT', fields: ['0', null, [value], null] });
  }

  private async answer(request: IncomingMessage): Promise<unknown> {
    const path = (request.url ?? '').replace(/\?.*/, '');
    if (path === '/v4/info') return { productName: 'Apache Flink', version: '2.3.0' };
    if (path === '/overview')
      return { taskmanagers: 1, 'slots-total': 1000, 'slots-available': 1000, 'flink-version': '2.3.0' };
    if (path === '/jobs/overview') return { jobs: [] };
    if (path.endsWith('/plan')) return { plan: { nodes: [] } };
    if (path === '/v4/sessions') return { sessionHandle: `session-${++this.handles}` };
    if (path.endsWith('/statements')) return { operationHandle: await this.submit(request) };
    const operation = /\/operations\/([^/]+)\/result\//.exec(path)?.[1];
    return operation === undefined ? {} : this.result(operation, path);
  }

  private async submit(request: IncomingMessage): Promise<string> {
    const { statement } = JSON.parse((await request.toArray()).join('')) as { statement: string };
    const handle = `operation-${++this.handles}`;
    if (/^(DESCRIBE|EXPLAIN)/.test(statement)) this.described.add(handle);
    return handle;
  }

  private result(operation: string, path: string): unknown {
    const columns: unknown[] = [];
    if (this.described.has(operation))
      return { resultType: 'EOS', results: { columns, data: [{ kind: 'INSERT', fields: ['id', 'STRING'] }] } };
    return {
      resultType: 'PAYLOAD',
      jobID: 'job',
      results: { columns, data: this.rows.splice(0) },
      nextResultUri: path,
    };
  }
}
