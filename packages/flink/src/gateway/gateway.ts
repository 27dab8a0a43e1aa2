import { type Call, type FlinkAddress, type RestOptions, request, restOptions } from '../rest/request.ts';
import { Operation } from './operation.ts';
import type { Properties } from './types.ts';

/** The SQL gateway's REST API: sessions, statements. Stateless; see `Session` for one that looks after itself. */
export class SqlGateway {
  private readonly rest: RestOptions;

  /** A request may take 30 s by default: planning a large flow is one. */
  constructor(address: FlinkAddress) {
    this.rest = restOptions('sql-gateway', address, 30_000);
  }

  /** Name and version of the Flink behind it. */
  async info(signal?: AbortSignal): Promise<{ productName: string; version: string }> {
    return (await this.call({ path: '/v4/info', signal, timeout: 3_000 })) as { productName: string; version: string };
  }

  /** Opens a session with these settings and gives its handle. */
  async open(properties: Properties, signal?: AbortSignal): Promise<string> {
    const body = { properties };
    const answer = await this.call({ method: 'POST', path: '/v4/sessions', body, signal });
    return (answer as { sessionHandle: string }).sessionHandle;
  }

  /** Ends a session; its queries' jobs end with it, inserts go on. */
  async close(session: string): Promise<void> {
    await this.call({ method: 'DELETE', path: `/v4/sessions/${session}` });
  }

  async heartbeat(session: string, signal?: AbortSignal): Promise<void> {
    await this.call({ method: 'POST', path: `/v4/sessions/${session}/heartbeat`, signal, timeout: 5_000 });
  }

  /** Runs a CREATE, DROP, ALTER, USE, SET or RESET and waits for its end: one request, nothing to poll. */
  async configure(session: string, statement: string, signal?: AbortSignal): Promise<void> {
    await this.call({ method: 'POST', path: `/v4/sessions/${session}/configure-session`, body: { statement }, signal });
  }

  /** Submits a statement; its outcome, errors included, comes from the operation. */
  async submit(session: string, statement: string, signal?: AbortSignal): Promise<Operation> {
    const body = { statement };
    const answer = await this.call({ method: 'POST', path: `/v4/sessions/${session}/statements`, body, signal });
    const { operationHandle } = answer as { operationHandle: string };
    return new Operation(this, session, operationHandle);
  }

  /** One request, for the classes of this folder. */
  call(call: Call): Promise<unknown> {
    return request(this.rest, call);
  }
}
