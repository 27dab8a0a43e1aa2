import { backendRoutes, limitProblems, type connections as routes } from '@headrace/api';
import { ApiProblem } from '@headrace/client';
import { type Browser, type BrowserParts, type Browses, ConnectionFault } from '@headrace/connections/server';
import type { ConnectionView } from '@headrace/flow';
import type { HandlersOf } from '@headrace/http/bind';
import { type Call, ContractError } from '@headrace/service';
import type { Connections } from './connections.ts';

/** Notes for the audit what a person did with a resource of a connection. */
export type NoteResource = (
  call: Call,
  action: 'resource.create' | 'resource.read',
  connection: string,
  resource: string,
) => Promise<void>;

/**
 * The registered connections and what they hold. Each kind of connection is asked in a way of its own, see
 * packages/connections.
 */
export function connectionHandlers(
  connections: Pick<Connections, 'views'>,
  browses: Browses,
  parts: BrowserParts,
  note: NoteResource,
): HandlersOf<typeof routes> {
  const ask = async <T>(
    name: string,
    call: (browser: Browser, connection: ConnectionView) => Promise<T>,
  ): Promise<T> => {
    const connection = connections.views().find((view) => view.name === name);
    if (!connection)
      throw new ContractError('connection/unknown', `There is no connection '${name}'. Choose one that is registered.`);
    const browse = browses[connection.kind];
    if (!browse) throw new Error(`connections of the kind '${connection.kind}' cannot be browsed`);
    return call(browse(parts), connection).catch((error) => {
      throw toProblem(error);
    });
  };
  return {
    list: () => connections.views(),
    resources: ({ params }) => ask(params.connection, (browser, connection) => browser.list(connection)),
    createResource: ({ params, body }, call) =>
      ask(params.connection, async (browser, connection) => {
        await note(call, 'resource.create', connection.name, body.name);
        return browser.create(connection, body.name);
      }),
    schema: ({ params }, call) =>
      ask(params.connection, async (browser, connection) => {
        await note(call, 'resource.read', connection.name, params.resource);
        return browser.schema(connection, params.resource);
      }),
  };
}

const limitCodes = [...limitProblems(backendRoutes.connections.schema.limit).keys()];

/** A limit that another part of Headrace holds is passed on; other errors stay what they are. */
function toProblem(error: unknown): unknown {
  if (error instanceof ConnectionFault) return new ContractError(error.code, error.message, { cause: error });
  if (!(error instanceof ApiProblem)) return error;
  const { problem, retryAfter } = error;
  const code = limitCodes.find((limit) => limit === problem.code);
  if (code === undefined) return error;
  const { title, detail } = problem;
  return new ContractError(code, title, {
    detail,
    retryAfter: retryAfter === undefined ? undefined : retryAfter / 1000,
  });
}
