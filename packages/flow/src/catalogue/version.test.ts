import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { editText, inverseEdits } from '../document/edit.ts';
import { parseFlow } from '../document/parse.ts';
import type { FlowNode } from '../document/schema.ts';
import { createCompiler } from '../plan/compiler.ts';
import { field } from './field.ts';
import type { Catalogue, ConfigMigration, NodeType } from './node-type.ts';
import { testCatalogue } from './testing.ts';
import { upgraded, upgradeEdits, versionOf } from './version.ts';

/** Version 2 calls the expression a condition; version 3 says what to do with rows for which it is not known. */
const toCondition: ConfigMigration = () => [{ path: ['expression'], rename: 'condition' }];
const toUnknown: ConfigMigration = (config) => ('unknown' in config ? [] : [{ path: ['unknown'], value: 'drop' }]);

function whereWith(...migrations: ConfigMigration[]): NodeType {
  const where = testCatalogue.where as NodeType<{ expression: string }>;
  const old = ({ condition }: { condition: string }) => ({ expression: condition });
  return {
    ...where,
    config: z.object({
      condition: field.expression({ title: 'Condition' }),
      ...(migrations.length > 1 ? { unknown: z.enum(['drop', 'keep']) } : {}),
    }),
    migrations,
    summary: (config: { condition: string }) => where.summary(old(config)),
    infer: (c: { config: { condition: string } }) => where.infer({ ...c, config: old(c.config) } as never),
    lower: (c: { config: { condition: string } }) => where.lower({ ...c, config: old(c.config) } as never),
  } as unknown as NodeType;
}
const third = whereWith(toCondition, toUnknown);
const catalogueWith = (where: NodeType): Catalogue => ({ ...testCatalogue, where });

const text = `apiVersion: headrace.dev/v1alpha1
kind: Flow
metadata: {name: f}
spec:
  nodes:
    a: {type: source, config: {table: t}}
    w:
      # the ones that matter
      type: where
      from: a
      config:
        # agreed with sales
        expression: id = '1' # one only
`;

function compiled(of: string, where: NodeType) {
  const { document } = parseFlow(of);
  if (!document) throw new Error('The text is not a flow.');
  return createCompiler(catalogueWith(where)).compile(document, { connections: [] });
}
const nodeOf = (of: string) => parseFlow(of).document?.spec.nodes.w as FlowNode;
const edited = (of: string, where: NodeType) =>
  editText(
    of,
    upgradeEdits(where, nodeOf(of)).map((edit) => ({ ...edit, path: ['spec', 'nodes', 'w', ...edit.path] })),
  );

test('the version of a type follows from the number of its migrations', () => {
  expect([whereWith(), whereWith(toCondition), third].map(versionOf)).toEqual([1, 2, 3]);
});

describe('an older configuration', () => {
  test('compiles to the same SQL, through one migration or two', () => {
    const before = compiled(text, testCatalogue.where as NodeType);
    for (const where of [whereWith(toCondition), third]) {
      const after = compiled(text, where);
      expect(after.diagnostics).toEqual([]);
      expect(after.plan.relations.map((r) => r.query)).toEqual(before.plan.relations.map((r) => r.query));
    }
  });

  test('is upgraded in the text, with its comments and its order', () => {
    const after = edited(text, third);
    expect(after).toBe(
      text.replace('expression:', 'condition:').replace(/$/, '        unknown: drop\n      version: 3\n'),
    );
    expect(compiled(after, third).diagnostics).toEqual([]);
    expect(edited(after, third)).toBe(after);
  });

  test.each([
    [1, { expression: 'x' }, { condition: 'x', unknown: 'drop' }],
    [2, { condition: 'x' }, { condition: 'x', unknown: 'drop' }],
    [2, { condition: 'x', unknown: 'keep' }, { condition: 'x', unknown: 'keep' }],
    [3, { condition: 'x' }, { condition: 'x' }],
    // Not known to version 1, so it had no effect there.
    [1, { expression: 'x', condition: 'y' }, { condition: 'x', unknown: 'drop' }],
    [1, { condition: 'y' }, { condition: 'y', unknown: 'drop' }],
    [1, {}, { unknown: 'drop' }],
    [1, undefined, { unknown: 'drop' }],
  ])('of version %d, %j, is read as %j', (version, config, wanted) => {
    const node = { type: 'where', ...(version > 1 ? { version } : {}), ...(config ? { config } : {}) };
    const after = upgraded(third, node);
    expect(after.config).toEqual(wanted);
    expect(after.version).toBe(3);
    expect(upgraded(third, after)).toBe(after);
  });

  test('is not changed by reading it', () => {
    const { document } = compiled(text, third);
    expect(document.spec.nodes.w).toEqual({ type: 'where', from: 'a', config: { expression: "id = '1'" } });
  });

  test('is restored when its upgrade is undone', () => {
    const node = nodeOf(text);
    const at = (edits: ReturnType<typeof upgradeEdits>) =>
      edits.map((edit) => ({ ...edit, path: ['spec', 'nodes', 'w', ...edit.path] }));
    const forth = upgradeEdits(third, node);
    expect(editText(editText(text, at(forth)), at(inverseEdits(node, forth)))).toBe(text);
  });
});

describe('a configuration of a newer version', () => {
  const newer = text.replace('type: where', 'type: where\n      version: 4');

  test('is an error with its place, and is not read', () => {
    const { diagnostics, typed } = compiled(newer, third);
    expect(diagnostics).toEqual([
      expect.objectContaining({ code: 'config/newer-version', place: { node: 'w', path: ['version'] } }),
    ]);
    expect(typed.nodes.get('w')?.state).toBe('error');
  });

  test('can be read as the newest known version by a fix', () => {
    const [found] = compiled(newer, third).diagnostics;
    expect(found?.fix).toMatchObject({ path: ['version'], value: 3 });
    expect(compiled(newer, testCatalogue.where as NodeType).diagnostics[0]?.fix?.value).toBeUndefined();
  });
});

test('does not report an exception of a migration as a fault of the document', () => {
  const throwing = whereWith(() => {
    throw new TypeError('a bug');
  });
  expect(() => compiled(text, throwing)).toThrow('a bug');
});
