import type { CheckResult, Run, StartFrom, StoredFlow } from '@headrace/api';
import type { ConnectionView } from '@headrace/flow';
import { ApiProblem } from '../../../api/http.ts';
import type { PreviewViewer } from '../../../live/client.ts';
import type { EditorTransport } from '../transport.ts';

/** What is held back until the test lets it go. */
type Held = 'get' | 'save' | 'check' | 'preview';

/** A server in memory that several editors may use: it keeps versions and refuses stale ones, as the backend does. */
export class TestServer implements EditorTransport {
  readonly flows = new Map<string, StoredFlow>();
  private readonly versions = new Map<string, StoredFlow>();
  readonly saves: { flow: string; baseVersion: number; text: string }[] = [];
  /** The registered connections. */
  registered: readonly ConnectionView[] = [{ name: 'local', kind: 'kafka', bootstrapServers: 'localhost:9092' }];
  readonly viewers = new Map<string, PreviewViewer>();
  readonly previews: { flow: string; from: StartFrom }[] = [];
  private readonly runFollowers = new Map<string, (newest: Run | undefined) => void>();
  private readonly held = new Map<Held, (() => void)[]>();
  private away = false;

  put(id: string, text: string, version = 1): void {
    this.keep({ id, version, text, updatedAt: 0, trusted: true });
  }

  /** Answers of this kind wait until `release`. */
  hold(kind: Held): void {
    this.held.set(kind, []);
  }

  release(kind: Held): void {
    const waiting = this.held.get(kind) ?? [];
    this.held.delete(kind);
    for (const go of waiting) go();
  }

  setAway(away: boolean): void {
    this.away = away;
  }

  async getFlow(flow: string, version?: number): Promise<StoredFlow> {
    await this.passed('get');
    const stored = version === undefined ? this.flows.get(flow) : this.versions.get(`${flow}@${version}`);
    if (!stored) throw new ApiProblem({ code: 'flow/not-found', status: 404, title: 'There is no such flow.' });
    return stored;
  }

  async saveFlow(flow: string, text: string, baseVersion: number): Promise<StoredFlow> {
    this.saves.push({ flow, baseVersion, text });
    await this.passed('save');
    const current = await this.getFlow(flow);
    if (current.version !== baseVersion) {
      const problem = { code: 'flow/stale-version', status: 409, title: 'Somebody else saved in between.' };
      throw new ApiProblem(problem, { ...problem, current });
    }
    const stored = { ...current, text, version: baseVersion + 1 };
    this.keep(stored);
    return stored;
  }

  private keep(stored: StoredFlow): void {
    this.flows.set(stored.id, stored);
    this.versions.set(`${stored.id}@${stored.version}`, stored);
  }

  async trustFlow(): Promise<void> {
    await this.passed('get');
  }

  async connections() {
    return this.registered;
  }

  async check(): Promise<CheckResult> {
    await this.passed('check');
    return { diagnostics: [], ports: {}, planner: true } as unknown as CheckResult;
  }

  async startPreview(flow: string, _text: string, from: StartFrom): Promise<{ id: string }> {
    this.previews.push({ flow, from });
    const id = `preview-${this.previews.length}-of-${flow}`;
    await this.passed('preview');
    return { id };
  }

  viewPreview(preview: string, viewer: PreviewViewer): () => void {
    this.viewers.set(preview, viewer);
    return () => this.viewers.delete(preview);
  }

  followRun(flow: string, listener: (newest: Run | undefined) => void): () => void {
    this.runFollowers.set(flow, listener);
    listener(undefined);
    return () => this.runFollowers.delete(flow);
  }

  /** The newest run of a flow changes. */
  putRun(flow: string, run: Run): void {
    this.runFollowers.get(flow)?.(run);
  }

  private async passed(kind: Held): Promise<void> {
    const waiting = this.held.get(kind);
    if (waiting) await new Promise<void>((resolve) => waiting.push(resolve));
    if (this.away) throw new ApiProblem({ code: 'network/unreachable', status: 0, title: 'Headrace does not answer.' });
  }
}
