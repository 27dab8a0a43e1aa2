import { setTimeout as sleep } from 'node:timers/promises';
import { backendRoutes } from '@headrace/api';
import { type ApiProblem, type Client, client, type Fetch, problemOf, retryAfterOf } from '@headrace/client';
import { UserError } from '@headrace/text';
import { portOf } from '@headrace/topology';
import { complain } from '../terminal.ts';

/** Where `headrace up` listens unless told otherwise. */
export const usualAddress = `http://127.0.0.1:${portOf('gateway')}`;

/** How long is waited in all, ms, and the answers after which it is. */
const patience = 120_000;
const passing: readonly number[] = [429, 503];

/** The running Headrace, as the command line sees it. A refusal becomes `UserError` with the server's own sentence. */
export class Server {
  readonly address: string;
  readonly api: Client<typeof backendRoutes>;

  constructor(address: string) {
    this.address = address.replace(/\/$/, '');
    this.api = client(backendRoutes, {
      fetch: patientFetch(this.address),
      toError: (problem) => this.toError(problem),
    });
  }

  private toError(error: ApiProblem): UserError {
    const { code, status } = error.problem;
    if (code === 'network/unreachable')
      return new UserError(
        `Headrace does not answer at ${this.address}. Start it with 'npm start', or name another with --server.`,
        'command/no-server',
      );
    if (code === 'http/not-understood')
      return new UserError(`What answers at ${this.address} is not Headrace, or is of another version.`, code);
    if (code === 'http/failed') return new UserError(`Headrace at ${this.address} answered ${status}.`, code);
    return new UserError(error.message, code);
  }
}

/** What Headrace cannot do at this moment is asked for again when it says so, for a while. */
function patientFetch(address: string): Fetch {
  return async (path, { headers, ...init }) => {
    const until = Date.now() + patience;
    for (let said = ''; ; ) {
      const answer = await fetch(address + path, { ...init, headers: { ...headers, origin: address } });
      const wait = retryAfterOf(answer.headers) ?? 0;
      if (!passing.includes(answer.status) || wait === 0 || Date.now() + wait > until) return answer;
      const { message } = await problemOf(answer);
      if (message !== said) complain(`${message} Waiting for it…`);
      said = message;
      await sleep(wait, undefined, init.signal ? { signal: init.signal } : {});
    }
  };
}
