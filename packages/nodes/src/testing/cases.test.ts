import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Catalogue, documentText, editText, parseFlow, upgradeEdits } from '@headrace/flow';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { catalogue } from '../catalogue.ts';
import { caseFlow, NodeCase, tested } from './case.ts';
import { changed, newKey } from './changed-type.ts';
import { compiledCase, sqlOf } from './compiled.ts';

/** All cases of a node type, each with its file. */
function casesOf(type: string) {
  const dir = join(import.meta.dirname, '..', type, 'cases');
  const files = existsSync(dir) ? readdirSync(dir).filter((file) => file.endsWith('.yaml')) : [];
  return files.map((file) => {
    const path = join(dir, file);
    const text = readFileSync(path, 'utf8');
    return { file, path, text, case: NodeCase.parse(parse(text)) };
  });
}

for (const type of Object.keys(catalogue))
  describe(type, () => {
    const cases = casesOf(type);
    test('has cases', () => expect(cases).not.toEqual([]));
    test.each(cases)('$file', ({ path, text, case: c }) => {
      const compiled = compiledCase(c);
      expect(compiled.diagnostics.map((d) => d.code)).toEqual(c.diagnostics);
      if (process.env.UPDATE_CASES === '1')
        writeFileSync(path, editText(text, [{ path: ['sql'], value: sqlOf(compiled) }]));
      else expect(sqlOf(compiled)).toEqual(c.sql);
    });
  });

const changedCatalogue: Catalogue = Object.fromEntries(
  Object.entries(catalogue).map(([name, type]) => [name, changed(type)]),
);

for (const [name, type] of Object.entries(changedCatalogue))
  describe(`${name}, after two made-up changes of its configuration`, () => {
    const cases = casesOf(name);
    test.each(cases)('$file compiles to the same SQL and the same diagnostics', ({ case: c }) => {
      const [before, after] = [compiledCase(c), compiledCase(c, changedCatalogue)];
      expect(after.diagnostics.map((d) => d.code)).toEqual(c.diagnostics);
      expect(after.diagnostics.map((d) => d.place.range)).toEqual(before.diagnostics.map((d) => d.place.range));
      expect(sqlOf(after)).toEqual(c.sql);
    });

    test.each(cases)('$file keeps its comments when its text is brought to the new version', ({ case: c }) => {
      const flow = caseFlow(c, 'case');
      const config = Object.keys(flow.spec.nodes[tested]?.config ?? {});
      const plain = documentText(flow);
      const at = plain.indexOf(`${tested}:`);
      // A comment above each line of the node and behind its name.
      const text =
        plain.slice(0, at) +
        plain
          .slice(at)
          .replace(':', ': # behind the name')
          .replace(/^( {8})(\w+):/gm, '$1# about $2\n$1$2:');
      const node = parseFlow(text).document?.spec.nodes[tested];
      if (!node) throw new Error('The text of the case is not a flow.');
      const edits = upgradeEdits(type, node).map((e) => ({ ...e, path: ['spec', 'nodes', tested, ...e.path] }));
      const after = editText(text, edits);
      for (const key of config) {
        expect(after).toContain(`# about ${key}\n`);
        expect(after).toContain(`${newKey(key)}:`);
      }
      expect(after).toContain('# behind the name');
      const again = parseFlow(after).document?.spec.nodes[tested];
      expect(again?.version).toBe(3);
      expect(Object.keys(again?.config ?? {})).toEqual([...config.map(newKey), 'added']);
      expect(upgradeEdits(type, again as typeof node)).toEqual([]);
    });
  });

test('the migrations of every type accept any configuration', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.integer({ min: 1, max: 4 }), (config, version) => {
      for (const type of [...Object.values(catalogue), ...Object.values(changedCatalogue)])
        upgradeEdits(type, { type: type.type, version, config });
    }),
  );
});
