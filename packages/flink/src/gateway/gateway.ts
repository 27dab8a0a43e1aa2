import * as z from 'zod';
import { Anything, type Call, type FlinkAddress, type RestOptions, request, restOptions } from '../rest/request.ts';
import { Operation } from './operation.ts';
import { Info, type Properties } from './types.ts';

const Opened = z.object({ sessionHandle: z.string() });
const Submitted = z.object({ operationHandle: z.string() });

/** The SQL gateway's REST API: sessions, statements. Stateless; see `Session` for one that looks after itself. */
export class SqlGateway {
  private readonly rest: RestOptions;

  /** A request may take 30 s by default: planning a large flow is one. */
  constructor(address: FlinkAddress) {
    this.rest = restOptions('sql-gateway', address, 30_000);
  }

  /** Name and version of the Flink behind it. */
  info(signal?: AbortSignal): Promise<Info> {
    return this.call({ path: '/v4/info', signal, timeout: 3_000 }, Info);
  }

  /** Opens a session with these settings and gives its handle. */
  async open(properties: Properties, signal?: AbortSignal): Promise<string> {
    const body = { properties };
    return (await this.call({ method: 'POST', path: '/v4/sessions', body, signal }, Opened)).sessionHandle;
  }

  /** Ends a session; its queries' jobs end with it, inserts go on. */
  async close(session: string): Promise<void> {
    await this.call({ method: 'DELETE', path: `/v4/sessions/${session}` }, Anything);
  }

  async heartbeat(session: string, signal?: AbortSignal): Promise<void> {
    await this.call({ method: 'POST', path: `/v4/sessions/${session}/heartbeat`, signal, timeout: 5_000 }, Anything);
  }

  /** Runs a CREATE, DROP, ALTER, USE, SET or RESET and waits for its end: one request, nothing to poll. */
  async configure(session: string, statement: string, signal?: AbortSignal): Promise<void> {
    const path = `/v4/sessions/${session}/configure-session`;
    await this.call({ method: 'POST', path, body: { statement }, signal }, Anything);
  }

  /** Submits a statement; its outcome, errors included, comes from the operation. */
  async submit(session: string, statement: string, signal?: AbortSignal): Promise<Operation> {
    const body = { statement };
    const call = { method: 'POST', path: `/v4/sessions/${session}/statements`, body, signal } as const;
    return new Operation(this, session, (await this.call(call, Submitted)).operationHandle);
  }

  /** One request, for the classes of this folder. */
  call<T>(call: Call, schema: z.ZodType<T>): Promise<T> {
    return request(this.rest, call, schema);
  }
}
