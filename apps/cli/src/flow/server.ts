import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '@headrace/api';
import { portOf } from '@headrace/topology';
import { CannotRun } from '../cannot-run.ts';
import { complain } from '../terminal.ts';

/** Where `headrace up` listens unless told otherwise. */
export const usualAddress = `http://127.0.0.1:${portOf('gateway')}`;

/** How long is waited in all, ms, and the answers after which it is. */
const patience = 120_000;
const passing: readonly number[] = [429, 503];

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

  /** What Headrace cannot do at this moment is asked for again when it says so, for a while. */
  private async request(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
    const until = Date.now() + patience;
    for (let said = ''; ; ) {
      const response = await this.once(method, path, body, signal);
      const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
      if (response.ok) return response;
      const { sentence, code } = await problemOf(
        response,
        `Headrace at ${this.address} answered ${response.status} to ${method} ${path}.`,
      );
      if (!passing.includes(response.status) || !(seconds > 0) || Date.now() + seconds * 1000 > until)
        throw new CannotRun(sentence, code);
      if (sentence !== said) complain(`${sentence} Waiting for it…`);
      said = sentence;
      await sleep(seconds * 1000, undefined, signal ? { signal } : {});
    }
  }

  private async once(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
    try {
      return await fetch(`${this.address}${path}`, {
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
  }
}

async function problemOf(response: Response, otherwise: string): Promise<{ sentence: string; code?: string }> {
  const problem = Problem.safeParse(await response.json().catch(() => undefined));
  if (!problem.success) return { sentence: otherwise };
  const { title, detail = '', code } = problem.data;
  return { sentence: `${title} ${detail}`.trim(), code };
}
