import { Problem } from '@headrace/api';
import { portOf } from '@headrace/topology';
import { CannotRun } from '../cannot-run.ts';

/** Where `headrace up` listens unless told otherwise. */
export const usualAddress = `http://127.0.0.1:${portOf('gateway')}`;

/** The running Headrace, as the command line sees it. */
export class Server {
  readonly address: string;

  constructor(address: string) {
    this.address = address.replace(/\/$/, '');
  }

  /** Calls the API; a refusal becomes `CannotRun` with the server's own sentence. */
  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await this.request(method, path, body);
    if (response.status === 204) return undefined as T;
    return (await response.json().catch(() => {
      throw new CannotRun(
        `What answers at ${this.address} is no Headrace: its answer to ${method} ${path} is no JSON.`,
      );
    })) as T;
  }

  /** The events of a stream (text/event-stream), one by one, until it ends or `signal` ends it. */
  async *events(path: string, signal: AbortSignal): AsyncGenerator<{ event: string; data: string }> {
    const response = await this.request('GET', path, undefined, signal);
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of response.body ?? []) {
      rest += decoder.decode(chunk as Uint8Array, { stream: true });
      const blocks = rest.split(/\r?\n\r?\n/);
      rest = blocks.pop() as string;
      for (const block of blocks) {
        const field = (name: string) =>
          block
            .split(/\r?\n/)
            .filter((l) => l.startsWith(`${name}:`))
            .map((l) => l.slice(name.length + 1).trimStart())
            .join('\n');
        if (field('data') !== '') yield { event: field('event'), data: field('data') };
      }
    }
  }

  private async request(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
    let response: Response;
    try {
      response = await fetch(`${this.address}${path}`, {
        method,
        headers: { origin: this.address, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(signal ? { signal } : {}),
      });
    } catch (e) {
      if (signal?.aborted) throw e;
      throw new CannotRun(
        `Headrace does not answer at ${this.address}. Start it with 'npm start', or name another with --server.`,
        'command/no-server',
      );
    }
    if (response.ok) return response;
    const problem = Problem.safeParse(await response.json().catch(() => undefined));
    if (problem.success)
      throw new CannotRun(`${problem.data.title} ${problem.data.detail ?? ''}`.trim(), problem.data.code);
    throw new CannotRun(`Headrace at ${this.address} answered ${response.status} to ${method} ${path}.`);
  }
}
