/**
 * `npm run new-node -- top-n "Top-n"`: makes the folder of a new node type with everything that one has: node.ts, help,
 * icon and a first case. Then `npm run gen` puts it into the catalogue. No other file is edited by hand.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.ts';

const [type, title] = process.argv.slice(2);
if (!type || !/^[a-z][a-z0-9-]*$/.test(type) || !title) {
  console.error(
    'Say the type and its title: npm run new-node -- top-n "Top-n" (lower-case letters, digits and dashes).',
  );
  process.exit(2);
}
const dir = join(root, 'packages/nodes/src', type);
if (existsSync(dir)) {
  console.error(`packages/nodes/src/${type} is there already. Choose another name.`);
  process.exit(2);
}

const files: Record<string, string> = {
  'node.ts': `import { field, type Relation } from '@headrace/flow';
import * as z from 'zod';
import { findColumn, requireColumn } from '../shared/columns.ts';
import { defineNode } from '../shared/define.ts';

const config = z.object({
  column: field.column({ title: 'Property', description: 'The one that must have a value.' }),
});

export default defineNode<z.infer<typeof config>>({
  type: '${type}',
  title: ${JSON.stringify(title).replaceAll('"', "'")},
  group: 'shape',
  description: 'Lets the events pass in which a property has a value.',
  config,
  inputs: { kind: 'named', ports: [{ name: 'in', title: 'Events' }] },
  outputs: [{ name: 'out', title: 'Events' }],
  summary: ({ column }) => column,
  infer: ({ config: { column }, inputs, report }) => {
    const input = inputs.in as Relation;
    requireColumn(input, column, report, ['column']);
    return { out: input };
  },
  lower: ({ config: { column }, inputs, source }) => {
    const input = inputs.in as Relation;
    return {
      relations: {
        out: {
          kind: 'select',
          items: input.columns.map((c) => ({ expression: { kind: 'column', path: [c.name] } })),
          from: { kind: 'table', name: source('in') },
          where: { kind: 'is', what: 'NOT NULL', operand: findColumn(input, column)?.expression ?? { kind: 'null' } },
        },
      },
    };
  },
});
`,
  'help.md': `Lets those events pass in which the property has a value.\n`,
  'icon.svg':
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none" stroke="currentColor" stroke-width="2"><circle cx="16" cy="16" r="11"/></svg>\n',
  'cases/present.yaml': `about: An event with a value passes, one without does not.
node: {type: ${type}, config: {column: region}}
inputs:
  in:
    columns: [{name: id, type: BIGINT}, {name: region, type: STRING}]
    rows: [[1, EMEA], [2, null]]
rows: {out: [[1, EMEA, "2026-04-07 08:00:00.000"]]}
sql:
  out: |-
    SELECT
      \`id\`,
      \`region\`,
      \`kafka_time\`
    FROM \`in\`
    WHERE \`region\` IS NOT NULL
`,
};
mkdirSync(join(dir, 'cases'), { recursive: true });
for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
console.log(`packages/nodes/src/${type} is ready. Next: npm run gen, then change node.ts and its cases.`);
