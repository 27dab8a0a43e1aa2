import { allRoutes } from '@headrace/api';
import { ApiProblem, client } from '@headrace/client';

/** An answer of another version is a fault that the person can mend. */
function inWordsOfPage(error: ApiProblem): ApiProblem {
  const { problem, body, retryAfter, cause } = error;
  if (problem.code !== 'http/not-understood') return error;
  const title =
    'The answer of the server is not what this page expects. Reload the page: it may be older than the server.';
  return new ApiProblem({ ...problem, title }, body, retryAfter, cause);
}

/** Calls the servers behind the address of the page. */
export const api = client(allRoutes, {
  fetch: (address, init) => fetch(address, init),
  toError: inWordsOfPage,
});
