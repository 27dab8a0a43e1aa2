import type { FlowSummary, PreviewEvent, Run, StoredFlow } from '@headrace/api';
import { waitFor } from './wait.ts';

/** The backend's API as a page uses it. */
export class Client {
  private readonly api: string;

  constructor(api: string) {
    this.api = api;
  }

  async create(text: string): Promise<StoredFlow> {
    return (await this.send('POST', '/flows', { text, trusted: true })) as StoredFlow;
  }

  async flowNames(): Promise<string[]> {
    return ((await this.send('GET', '/flows')) as FlowSummary[]).map(({ name }) => name);
  }

  async start(flow: StoredFlow, from: unknown): Promise<Run> {
    return (await this.send('POST', `/flows/${flow.id}/runs`, { from, version: flow.version })) as Run;
  }

  async stop(run: Run, savepoint: boolean): Promise<Run> {
    await this.send('POST', `/runs/${run.id}/stop`, { savepoint });
    return this.reaches(run, 'stopped');
  }

  async runs(flowId: string): Promise<Run[]> {
    return (await this.send('GET', `/flows/${flowId}/runs`)) as Run[];
  }

  /** Waits until a run is in a state. */
  reaches(run: Run, state: Run['state']): Promise<Run> {
    return waitFor(`run to be ${state}`, async () =>
      (await this.runs(run.flowId)).find((r) => r.id === run.id && r.state === state),
    );
  }

  async preview(text: string, from: unknown): Promise<Watching> {
    const { id } = (await this.send('POST', '/previews', { text, from })) as { id: string };
    return new Watching(`${this.api}/previews/${id}`, id);
  }

  async send(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(this.api + path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const data = answer.status === 204 ? undefined : await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path}: ${JSON.stringify(data)}`);
    return data;
  }
}

/** A page that looks at a preview. */
export class Watching {
  readonly id: string;
  readonly events: PreviewEvent[] = [];
  private readonly gone = new AbortController();

  constructor(url: string, id: string) {
    this.id = id;
    void this.read(url).catch(() => {});
  }

  leave(): void {
    this.gone.abort();
  }

  /** Counts of the newest batch. */
  get counts(): Record<string, number> {
    return this.events.findLast((e) => e.kind === 'rows')?.counts ?? {};
  }

  /** States in their order. */
  get states(): string[] {
    return this.events.filter((e) => e.kind === 'state').map((e) => e.state);
  }

  /** Rows of a port, since it was last begun. */
  rows(port: string): (string | null)[][] {
    const begun = this.events.findLastIndex((e) => e.kind === 'ports');
    const rows = this.events.slice(begun).flatMap((e) => (e.kind === 'rows' ? e.rows : []));
    return rows.filter((r) => r.port === port).map((r) => r.fields);
  }

  private async read(url: string): Promise<void> {
    const answer = await fetch(`${url}/events`, { signal: this.gone.signal });
    let rest = '';
    for await (const piece of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const blocks = (rest + piece).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        // Not by a regular expression: `.` and `$` take U+2028 in a text for the end of a line.
        const data = block
          .split('\n')
          .find((line) => line.startsWith('data: '))
          ?.slice(6);
        if (data) this.events.push(JSON.parse(data) as PreviewEvent);
      }
    }
  }
}
