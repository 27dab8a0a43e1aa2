import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OutputProperties } from '../../document/schema.ts';
import { lex } from '../../sql/lex.ts';
import { printStatement } from '../../sql/print/statement.ts';
import type { Expression } from '../../sql/tree.ts';
import { type DataType, types } from '../../types/data-type.ts';
import { findColumn } from '../named-column.ts';
import type { Relation } from '../relation.ts';
import { applyOutput, projectOutput } from './apply.ts';
import { checkOutput } from './check.ts';
import { keyOf } from './edits.ts';

const name = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc
    .array(fc.constantFrom('`', "'", ';', '--', '\n', '.', ' ', 'a', '日', '\ud800', '>', ', b STRING'), {
      maxLength: 4,
    })
    .map((p) => p.join('')),
);
const { row } = fc.letrec<{ type: DataType; row: DataType }>((tie) => ({
  type: fc.oneof({ depthSize: 'small' }, fc.constant<DataType>(types.string), tie('row')),
  row: fc
    .uniqueArray(fc.record({ name, type: tie('type') }), { selector: (f) => f.name, minLength: 1, maxLength: 4 })
    .map((fields): DataType => ({ kind: 'row', fields })),
}));

/** Every path in a type, rows included. */
function paths(type: DataType | undefined, at: readonly string[]): string[][] {
  if (type?.kind !== 'row') return [[...at]];
  return [[...at], ...type.fields.flatMap((f) => paths(f.type, [...at, f.name]))];
}

const relation = fc
  .uniqueArray(fc.record({ name, type: row }), { selector: (c) => c.name, minLength: 1, maxLength: 3 })
  .map((columns): Relation => ({ columns, changelog: { mode: 'append' } }));

/** Some paths, each with what is done there. */
const edited = relation.chain((r) => {
  const all = r.columns.flatMap((c) => paths(c.type, [c.name]));
  const named = all.filter((p) => keyOf(findColumn(r, p.join('.'))?.path ?? []) === keyOf(p));
  const edit = fc.record({
    path: fc.constantFrom(...named),
    what: fc.constantFrom('remove', 'in place', 'lift'),
    to: name,
  });
  return fc.tuple(fc.constant(r), fc.uniqueArray(edit, { selector: (e) => keyOf(e.path), maxLength: 6 }));
});
type Edit = { path: string[]; what: 'remove' | 'in place' | 'lift'; to: string };

function written(edits: readonly Edit[]): OutputProperties {
  const newName = ({ path, what, to }: Edit) =>
    what === 'lift' || path.length === 1 ? to : `${path.slice(0, -1).join('.')}.${to}`;
  return {
    remove: edits.filter((e) => e.what === 'remove').map((e) => e.path.join('.')),
    rename: Object.fromEntries(edits.filter((e) => e.what !== 'remove').map((e) => [e.path.join('.'), newName(e)])),
  };
}

/** Where a value that was at `path` must be found afterwards; undefined when it must be gone. */
function expected(path: readonly string[], edits: readonly Edit[]): string[] | undefined {
  let at: string[] | undefined = [];
  path.forEach((step, i) => {
    const edit = edits.find((e) => keyOf(e.path) === keyOf(path.slice(0, i + 1)));
    const lifts = i > 0 && edit?.what === 'lift' && !edit.to.startsWith(`${path.slice(0, i).join('.')}.`);
    if (edit?.what === 'remove') at = undefined;
    else if (edit && lifts) at = [edit.to];
    else if (edit?.what === 'lift' && i > 0) at = at && [...at, edit.to.slice(path.slice(0, i).join('.').length + 1)];
    else at = at && [...at, edit ? edit.to : step];
  });
  return at;
}

/** What an expression gives when every leaf of the input holds its own path. Undefined: it reads what is not there. */
function leaves(e: Expression, at: readonly string[]): [string, string][] {
  if (e.kind === 'column') return [[keyOf(at), keyOf(e.path)]];
  if (e.kind !== 'case' || e.otherwise?.kind !== 'cast') throw new Error(`unexpected ${e.kind}`);
  const { operand, type } = e.otherwise;
  if (operand.kind !== 'call' || type.kind !== 'row') throw new Error('no row');
  expect(operand.args.length).toBe(type.fields.length);
  return type.fields.flatMap((f, i) => leaves(operand.args[i] as Expression, [...at, f.name]));
}

test('3,000 relations with hostile names: every value is in its place under its name', () => {
  fc.assert(
    fc.property(edited, ([before, edits]) => {
      const output = written(edits as Edit[]);
      fc.pre(checkOutput('n', { out: before }, output).every((d) => d.severity !== 'error'));
      const source = {
        kind: 'select',
        items: [{ expression: { kind: 'star' } }],
        from: { kind: 'table', name: 't' },
      } as const;
      const query = projectOutput(source, before, output);
      const printed = printStatement({ kind: 'query', query }).text;
      expect(lex(printed).misfit).toBeUndefined();
      if (query.kind !== 'select' || query === source) return;
      const found = new Map(
        query.items.flatMap((item) => {
          const root = item.as ?? (item.expression.kind === 'column' ? (item.expression.path[0] as string) : '');
          return leaves(item.expression, [root]);
        }),
      );
      const read = new Set(found.values());
      const types = new Set(
        applyOutput(before, output)
          .columns.flatMap((c) => paths(c.type, [c.name]))
          .map(keyOf),
      );
      for (const column of before.columns)
        for (const path of paths(column.type, [column.name])) {
          const type = findType(column.type, path.slice(1));
          const to = expected(path, edits as Edit[]);
          if (type?.kind === 'row') continue;
          if (to) expect([types.has(keyOf(to)), heldBy(found, to, path)]).toEqual([true, true]);
          else expect(path.some((_, i) => read.has(keyOf(path.slice(0, i + 1))))).toBe(false);
        }
    }),
    { numRuns: 3_000 },
  );
});

/** A leaf is read itself, or with a whole row above it. */
function heldBy(found: ReadonlyMap<string, string>, to: readonly string[], from: readonly string[]): boolean {
  for (let up = 0; up < to.length; up++)
    if (found.get(keyOf(to.slice(0, to.length - up))) === keyOf(from.slice(0, from.length - up))) return true;
  return false;
}

function findType(type: DataType | undefined, steps: readonly string[]): DataType | undefined {
  const [step, ...others] = steps;
  if (step === undefined) return type;
  return type?.kind === 'row' ? findType(type.fields.find((f) => f.name === step)?.type, others) : undefined;
}
