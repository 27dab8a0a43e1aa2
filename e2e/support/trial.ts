import { type ResultRow, Session, SqlGateway } from '@headrace/flink';
import {
  type Compiled,
  type ConnectionView,
  checkQuery,
  createCompiler,
  type FlowDocument,
  type MessageReader,
  type Plan,
  type PortTypes,
  previewQuery,
  runStatements,
  type StartFrom,
} from '@headrace/flow';
import { catalogue } from '@headrace/nodes';

export type Row = (string | null)[];

/** What a flow is tried against. */
export interface Place {
  readonly sqlGateway: string;
  readonly flinkKeys: string;
  readonly bootstrapServers: string;
}

export interface Typed {
  readonly compiled: Compiled;
  readonly types: PortTypes;
}

/** Compiles a flow with the types that the planner gives, asking again while they let more of it be written. */
export async function compileWithTypes(
  place: Place,
  document: FlowDocument,
  reader: MessageReader = 'headrace',
  more: readonly ConnectionView[] = [],
): Promise<Typed> {
  const compiler = createCompiler(catalogue);
  const connections = [{ name: 'local', kind: 'kafka', bootstrapServers: place.bootstrapServers }, ...more];
  let compiled = compiler.compile(document, { connections, reader });
  for (;;) {
    const types = await plannerTypes(place, compiled);
    const next = compiler.compile(document, { connections, planner: types, reader });
    if (next.plan.relations.length === compiled.plan.relations.length) return { compiled: next, types };
    compiled = next;
  }
}

async function plannerTypes(place: Place, compiled: Compiled): Promise<PortTypes> {
  const check = checkQuery(compiled);
  const types: Record<string, { name: string; type: string }[]> = {};
  if (!check) return types;
  return inSession(place, async (session) => {
    for (const table of check.tables) await session.configure(table.create.text);
    await session.configure(check.view.text);
    const rows = await (await session.submit(check.describe.text)).all();
    check.columns.forEach(({ port, name }, i) => {
      types[port] = [...(types[port] ?? []), { name, type: String(rows[i]?.fields[1]) }];
    });
    return types;
  });
}

/** Reads all topics from a position to their present end; gives every port's rows, a changelog as what it amounts to. */
export async function rowsOf(
  place: Place,
  { compiled, types }: Typed,
  from: StartFrom = { kind: 'earliest' },
): Promise<Record<string, Row[]>> {
  const preview = previewQuery(bounded(compiled), types, from);
  if (!preview) throw new Error('the flow has nothing to preview');
  return inSession(place, async (session) => {
    for (const table of preview.tables) await session.configure(table.text);
    const operation = await session.submit(preview.query.text);
    const found = Object.fromEntries(preview.ports.map((p) => [p.key, [] as Row[]]));
    for (const row of await operation.all()) {
      const [index, , values] = row.fields as [string, string | null, Row];
      amount(found[preview.ports[Number(index)]?.key as string] as Row[], row.kind, values);
    }
    return found;
  });
}

/** Runs what the flow writes, to the end of its input. */
export async function writeAll(place: Place, { compiled }: Typed): Promise<void> {
  const { setup, statementSet } = runStatements(bounded(compiled), { kind: 'earliest' });
  if (!statementSet) throw new Error('the flow writes nothing');
  await inSession(
    place,
    async (session) => {
      for (const statement of setup) await session.configure(statement.text);
      await (await session.submit(statementSet.text)).all();
    },
    { 'table.dml-sync': 'true' },
  );
}

async function inSession<T>(
  place: Place,
  use: (session: Session) => Promise<T>,
  more: Record<string, string> = {},
): Promise<T> {
  const properties = { 'table.local-time-zone': 'UTC', 'parallelism.default': '1', ...more };
  const session = new Session(new SqlGateway({ url: place.sqlGateway, keys: place.flinkKeys, timeout: 120_000 }), {
    properties,
  });
  try {
    return await use(session);
  } finally {
    await session.close();
  }
}

/** Sources end where their topic ends now, so that time reaches its end and every window closes. */
export function bounded(compiled: Compiled): Compiled {
  const tables = compiled.plan.tables.map((planned) => {
    const { table } = planned;
    if (!('scan.startup.mode' in table.options)) return planned;
    return { ...planned, table: { ...table, options: { ...table.options, 'scan.bounded.mode': 'latest-offset' } } };
  });
  const plan: Plan = { ...compiled.plan, tables };
  return { ...compiled, plan };
}

function amount(rows: Row[], kind: ResultRow['kind'], values: Row): void {
  if (kind === 'INSERT' || kind === 'UPDATE_AFTER') {
    rows.push(values);
    return;
  }
  const at = rows.findIndex((r) => JSON.stringify(r) === JSON.stringify(values));
  if (at < 0) throw new Error(`a row was taken back that was never given: ${JSON.stringify(values)}`);
  rows.splice(at, 1);
}
