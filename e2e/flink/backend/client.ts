import type { PreviewEvent, Run, RunRequest, StartFrom, StoredFlow } from '@headrace/api';
import { type Api, apiAt } from '../../support/api.ts';
import { waitFor } from './wait.ts';

/** The backend's API as a page uses it. */
export class Client {
  readonly api: Api;

  constructor(address: string) {
    this.api = apiAt(address);
  }

  create(text: string): Promise<StoredFlow> {
    return this.api.flows.create({ body: { text, trusted: true } });
  }

  async flowNames(): Promise<string[]> {
    return (await this.api.flows.list()).map(({ name }) => name);
  }

  start({ id, version }: StoredFlow, from: RunRequest['from']): Promise<Run> {
    return this.api.runs.start({ params: { id }, body: { from, version } });
  }

  /** Asks for the end of a run. */
  askToStop({ id }: Run, savepoint: boolean): Promise<Run> {
    return this.api.runs.stop({ params: { id }, body: { savepoint } });
  }

  async stop(run: Run, savepoint: boolean): Promise<Run> {
    await this.askToStop(run, savepoint);
    return this.reaches(run, 'stopped');
  }

  runs(flowId: string): Promise<Run[]> {
    return this.api.runs.list({ params: { id: flowId } });
  }

  /** Waits until a run is in a state. */
  reaches(run: Run, state: Run['state']): Promise<Run> {
    return waitFor(`run to be ${state}`, async () =>
      (await this.runs(run.flowId)).find((r) => r.id === run.id && r.state === state),
    );
  }

  async preview(text: string, from: StartFrom): Promise<Watching> {
    const { id } = await this.api.previews.open({ body: { text, from } });
    return new Watching(this.api, id);
  }
}

/** A page that looks at a preview. */
export class Watching {
  readonly id: string;
  readonly events: PreviewEvent[] = [];
  private readonly gone = new AbortController();

  constructor(api: Api, id: string) {
    this.id = id;
    void this.read(api).catch((error: unknown) => {
      // Whoever waits for an event that does not come learns why.
      if (!this.gone.signal.aborted) console.error(error);
    });
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

  private async read(api: Api): Promise<void> {
    const { signal } = this.gone;
    for await (const { data } of api.previews.follow({ params: { id: this.id } }, { signal })) this.events.push(data);
  }
}
