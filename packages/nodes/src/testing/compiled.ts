import { type Catalogue, type Compiled, createCompiler, type PlannedRelation, printStatement } from '@headrace/flow';
import { catalogue } from '../catalogue.ts';
import { caseFlow, type NodeCase, tested } from './case.ts';

const connections = [{ name: 'local', kind: 'kafka' as const, bootstrapServers: 'kafka:9092' }];

/** The flow of a case through the compiler, without Flink. */
export const compiledCase = (c: NodeCase, types: Catalogue = catalogue): Compiled =>
  createCompiler(types).compile(caseFlow(c, 'case'), { connections });

/** What the case's node became in SQL, under the names that a case uses. */
export function sqlOf(compiled: Compiled): Record<string, string> {
  const query = (q: PlannedRelation['query']) => printStatement({ kind: 'query', query: q }).text;
  const found: Record<string, string> = {};
  for (const t of compiled.plan.tables.filter((x) => x.node === tested)) found.table = printStatement(t.table).text;
  for (const r of compiled.plan.relations.filter((x) => x.node === tested)) found[r.port ?? 'own'] = query(r.query);
  for (const i of compiled.plan.inserts) found.insert = query(i.query);
  return found;
}
