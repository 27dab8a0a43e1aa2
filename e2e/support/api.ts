import { allRoutes } from '@headrace/api';
import { declaredAnswer, undeclaredIn } from '@headrace/api/testing';
import { type ApiProblem, type Client, client, type ObservedAnswer } from '@headrace/client';

export type Api = Client<typeof allRoutes>;

/** Calls the servers behind an address. Every answer must be as its route declares it, refusals and events too. */
export const apiAt = (address: string): Api =>
  client(allRoutes, { fetch: (path, init) => fetch(address + path, init), toError, onAnswer: expectDeclared });

/** With the whole problem and its cause, so that a test that fails says why. */
const toError = ({ problem, cause }: ApiProblem): Error =>
  new Error(`${JSON.stringify(problem)}${cause === undefined ? '' : ` (${cause})`}`, { cause });

function expectDeclared({ operation, route, status, contentType, data, event }: ObservedAnswer): void {
  const difference = event ? undeclaredIn(event, data) : declaredAnswer({ route, status, contentType, data });
  if (difference !== undefined)
    throw new Error(
      `${operation} does not answer as declared: ${difference} in ${JSON.stringify(data)?.slice(0, 500)}`,
    );
}
