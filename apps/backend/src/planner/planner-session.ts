import { FlinkRefused, FlinkUnreachable, Session, SessionLost, type SqlGateway } from '@headrace/flink';
import type { CheckQuery, CheckTable, Printed } from '@headrace/flow';
import { plannerSettings } from './planner-settings.ts';

/** What the planner said of a flow: a type for each column asked for, or what it does not accept. */
export type PlannerResult =
  | { readonly kind: 'types'; readonly types: readonly string[] }
  | { readonly kind: 'refused'; readonly statement: Printed; readonly reason: string };

/** Tables pile up over days; the session is left for a new one when there are this many. */
const most = 300;

/**
 * The session in which flows are put before the planner. It keeps the source tables that it was given, so that a further
 * check of the same flow costs one view and one DESCRIBE. Not for use by two callers at once.
 */
export class PlannerSession {
  private readonly gateway: SqlGateway;
  private session: Session | undefined;
  /** The name of each table to the statement that created it. */
  private readonly tables = new Map<string, string>();
  /** Drops the last view. */
  private leftover: Printed | undefined;

  constructor(gateway: SqlGateway) {
    this.gateway = gateway;
  }

  /** Opens the session, so that the first flow need not wait; a gateway that is away is asked again by that flow. */
  async open(): Promise<void> {
    await this.current()
      .open()
      .catch(() => {});
  }

  /** @throws FlinkUnreachable */
  async validate(query: CheckQuery, signal?: AbortSignal): Promise<PlannerResult> {
    try {
      return await this.once(query, signal);
    } catch (error) {
      if (error instanceof SessionLost) return this.once(query, signal);
      throw error;
    }
  }

  /** Drops the last view; worth doing while nobody waits. A gateway that is away has no view. */
  async tidy(): Promise<void> {
    const drop = this.leftover;
    this.leftover = undefined;
    try {
      if (drop) await this.current().configure(drop.text);
    } catch (error) {
      if (!(error instanceof FlinkUnreachable || error instanceof SessionLost)) throw error;
    }
  }

  async close(): Promise<void> {
    await this.session?.close();
    this.session = undefined;
  }

  private async once(query: CheckQuery, signal: AbortSignal | undefined): Promise<PlannerResult> {
    if (this.tables.size > most) await this.startOver();
    const session = this.current();
    await this.tidy();
    for (const table of query.tables) {
      const refused = await this.keep(session, table, signal);
      if (refused) return refused;
    }
    signal?.throwIfAborted();
    const refused = await attempt(session, query.view);
    if (refused) return refused;
    this.leftover = query.drop;
    const operation = await session.submit(query.describe.text, signal);
    const rows = await operation.all({ signal });
    return { kind: 'types', types: rows.map((r) => plainType(String(r.fields[1]))) };
  }

  private async keep(
    session: Session,
    table: CheckTable,
    signal: AbortSignal | undefined,
  ): Promise<PlannerResult | undefined> {
    const { name, create, drop } = table;
    const known = this.tables.get(name);
    if (known === create.text) return undefined;
    signal?.throwIfAborted();
    if (known !== undefined) await session.configure(drop.text);
    this.tables.delete(name);
    const refused = await attempt(session, create);
    if (!refused) this.tables.set(name, create.text);
    return refused;
  }

  private current(): Session {
    this.session ??= new Session(this.gateway, {
      properties: plannerSettings,
      onReopen: () => this.forget(),
    });
    return this.session;
  }

  private async startOver(): Promise<void> {
    await this.close();
    this.forget();
  }

  private forget(): void {
    this.tables.clear();
    this.leftover = undefined;
  }
}

/**
 * Not to be given up on the way: Flink would create what was asked for all the same, and the next statement of this name
 * would be refused.
 */
async function attempt(session: Session, statement: Printed): Promise<PlannerResult | undefined> {
  try {
    await session.configure(statement.text);
    return undefined;
  } catch (error) {
    if (error instanceof FlinkRefused) return { kind: 'refused', statement, reason: error.reason };
    throw error;
  }
}

/** DESCRIBE marks time attributes: `TIMESTAMP(3) *ROWTIME*`. */
function plainType(type: string): string {
  return type.replace(/ \*\w+\*$/, '');
}
