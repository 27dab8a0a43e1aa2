import { type Printed, printStatement } from '../sql/print/statement.ts';
import type { Span } from '../sql/print/writer.ts';
import type { Statement } from '../sql/tree.ts';
import type { Compiled } from './compiler.ts';
import type { CreateTable, Plan } from './lower.ts';
import { type StartFrom, startingFrom } from './start.ts';

/** A flow as statements, in the order in which Flink must be given them. */
export interface Script {
  /** Temporary tables and views. */
  readonly setup: readonly Printed[];
  /** All that is written, as one job; undefined while the flow has no destination. */
  readonly statementSet: Printed | undefined;
}

/** Stage *print* for a run: what `EXECUTE STATEMENT SET` needs, and the set itself. Pass it a compilation with types. */
export function runStatements(compiled: Compiled, from: StartFrom): Script {
  const { plan } = compiled;
  const setup = [...tables(plan, from), ...views(plan)].map(printStatement);
  const set = statementSet(plan);
  return { setup, statementSet: set && printStatement(set) };
}

/** As `runStatements`, but explained instead of executed: the planner's final check, without a job. */
export function explainStatement(compiled: Compiled): Printed | undefined {
  const set = statementSet(compiled.plan);
  return set && printStatement({ kind: 'explain', set });
}

function tables(plan: Plan, from: StartFrom): CreateTable[] {
  return plan.tables.map((table) => ({ ...startingFrom(table, from), origin: { node: table.node, path: [] } }));
}

function views(plan: Plan): Statement[] {
  return plan.relations.map((r) => ({
    kind: 'create-view',
    name: r.key,
    query: r.query,
    origin: { node: r.node, path: [] },
  }));
}

function statementSet(plan: Plan): Extract<Statement, { kind: 'statement-set' }> | undefined {
  if (plan.inserts.length === 0) return undefined;
  return {
    kind: 'statement-set',
    inserts: plan.inserts.map((i) => ({
      kind: 'insert',
      table: i.table,
      query: i.query,
      ...(i.onConflict ? { onConflict: i.onConflict } : {}),
      origin: { node: i.node, path: [] },
    })),
  };
}

export interface ScriptText extends Printed {
  readonly statements: readonly Printed[];
}

/**
 * The whole flow as a script for Flink's own SQL client, with a source map over the whole text. `settings` come first
 * (`execution.checkpointing.interval` …); times are UTC whatever the client's machine says.
 */
export function script(
  compiled: Compiled,
  from: StartFrom = { kind: 'now' },
  settings: Readonly<Record<string, string>> = {},
): ScriptText {
  const run = runStatements(compiled, from);
  const sets = Object.entries({ 'table.local-time-zone': 'UTC', ...compiled.plan.settings, ...settings }).map(
    ([key, value]) => printStatement({ kind: 'set', key, value }),
  );
  const statements = [...sets, ...run.setup, ...(run.statementSet ? [run.statementSet] : [])];
  let text = '';
  const spans: Span[] = [];
  for (const one of statements) {
    const offset = text.length;
    for (const s of one.spans) spans.push({ ...s, start: s.start + offset, end: s.end + offset });
    text += `${one.text};\n\n`;
  }
  return { text, spans, statements };
}
