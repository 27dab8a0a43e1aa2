import { FlinkRefused, Session, type SqlGateway } from '@headrace/flink';
import { type Compiled, type Diagnostic, explainStatement, locate, runStatements } from '@headrace/flow';
import { plannerSettings } from './planner-settings.ts';

/**
 * The planner's last word: how the whole flow would be executed. Finds what validation does not, such as a changelog into a
 * destination that only takes new rows. Takes 0.2 to 1 s; needs no broker.
 * @param compiled compiled with the planner's types
 */
export async function planFaults(gateway: SqlGateway, compiled: Compiled): Promise<Diagnostic[]> {
  const explain = explainStatement(compiled);
  if (!explain) return [];
  const session = new Session(gateway, { properties: plannerSettings });
  let statement = explain;
  try {
    for (statement of runStatements(compiled, { kind: 'now' }).setup) await session.configure(statement.text);
    statement = explain;
    await (await session.submit(explain.text)).all();
    return [];
  } catch (error) {
    if (!(error instanceof FlinkRefused)) throw error;
    return [named(locate(statement, error.reason), compiled, error.reason)];
  } finally {
    void session.close();
  }
}

/** Faults of this stage carry no place, but often the name of a table. */
function named(fault: Diagnostic, compiled: Compiled, reason: string): Diagnostic {
  if (fault.place.node !== undefined) return fault;
  const { tables, inserts } = compiled.plan;
  const table = tables.find((t) => reason.includes(`.${t.table.name}'`) || reason.includes(`'${t.table.name}'`));
  const only = new Set(inserts.map((i) => i.node)).size === 1 ? inserts[0]?.node : undefined;
  const node = table?.node ?? only;
  return node === undefined ? fault : { ...fault, place: { node } };
}
