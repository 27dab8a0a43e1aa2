import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Compiled, createCompiler, editText, type PlannedRelation, printStatement } from '@headrace/flow';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { catalogue } from '../catalogue.ts';
import { caseFlow, NodeCase, tested } from './case.ts';

const root = join(import.meta.dirname, '..');
const connections = [{ name: 'local', kind: 'kafka' as const, bootstrapServers: 'kafka:9092' }];

/** What the case's node became in SQL, under the names that a case uses. */
function sqlOf(compiled: Compiled): Record<string, string> {
  const query = (q: PlannedRelation['query']) => printStatement({ kind: 'query', query: q }).text;
  const found: Record<string, string> = {};
  for (const t of compiled.plan.tables.filter((x) => x.node === tested)) found.table = printStatement(t.table).text;
  for (const r of compiled.plan.relations.filter((x) => x.node === tested)) found[r.port ?? 'own'] = query(r.query);
  for (const i of compiled.plan.inserts) found.insert = query(i.query);
  return found;
}

for (const type of Object.keys(catalogue)) {
  const dir = join(root, type, 'cases');
  describe(type, () => {
    const files = existsSync(dir) ? readdirSync(dir).filter((f) => f.endsWith('.yaml')) : [];
    test('has cases', () => expect(files).not.toEqual([]));
    test.each(files)('%s', (file) => {
      const path = join(dir, file);
      const text = readFileSync(path, 'utf8');
      const c = NodeCase.parse(parse(text));
      const compiled = createCompiler(catalogue).compile(caseFlow(c, 'case'), { connections });
      expect(compiled.diagnostics.map((d) => d.code)).toEqual(c.diagnostics);
      if (process.env.UPDATE_CASES === '1')
        writeFileSync(path, editText(text, [{ path: ['sql'], value: sqlOf(compiled) }]));
      else expect(sqlOf(compiled)).toEqual(c.sql);
    });
  });
}
