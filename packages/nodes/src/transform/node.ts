import { field, type Relation, type SelectItem } from '@headrace/flow';
import { existing } from '@headrace/text';
import * as z from 'zod';
import { checkTwice } from '../shared/columns.ts';
import { defineNode } from '../shared/define.ts';
import { checkWritten, oneLine } from '../shared/expression.ts';

const config = z.object({
  properties: field
    .list(
      field.group({
        name: field.name({ title: 'Name', placeholder: 'total' }),
        expression: field.expression({
          title: 'Value',
          description: 'Computed from the properties that come in.',
          placeholder: 'price * quantity',
        }),
      }),
      {
        title: 'New properties',
        description: 'A new property with the name of an old one takes its place. Remove and rename under Output.',
        add: 'Add a property',
      },
    )
    .default([]),
});
type Config = z.infer<typeof config>;

export default defineNode<Config>({
  type: 'transform',
  title: 'Transform',
  group: 'shape',
  description: 'Adds properties computed from others; removes and renames properties.',
  config,
  inputs: { kind: 'named', ports: [{ name: 'in', title: 'Events' }] },
  outputs: [{ name: 'out', title: 'Transformed' }],
  passes: 'each',
  summary: ({ properties }) => {
    const [first, ...others] = properties;
    if (!first) return 'properties chosen under Output';
    return oneLine(`${first.name} = ${first.expression}${others.length > 0 ? ` (+${others.length})` : ''}`);
  },
  suggestName: () => 'transformed',
  infer: ({ config: { properties }, inputs, report }) => {
    const input = existing(inputs.in);
    properties.forEach((p, i) => {
      checkWritten(p.expression, report, ['properties', i, 'expression']);
    });
    checkTwice(
      properties.map((p) => p.name),
      report,
      (i) => ['properties', i, 'name'],
    );
    return { out: transformed(input, properties) };
  },
  lower: ({ config: { properties }, inputs, source, origin }) => {
    const computed = new Map(properties.map(({ name, expression }, i) => [name, { expression, i }]));
    const items = transformed(existing(inputs.in), properties).columns.map(({ name }): SelectItem => {
      const found = computed.get(name);
      if (!found) return { expression: { kind: 'column', path: [name] } };
      const { expression: text, i } = found;
      return {
        expression: { kind: 'raw', text, origin: origin('properties', i, 'expression') },
        as: name,
        origin: origin('properties', i),
      };
    });
    return { relations: { out: { kind: 'select', items, from: { kind: 'table', name: source('in') } } } };
  },
});

/** Replaced columns keep their place but lose their type, and event time if they carried it; new ones follow. */
function transformed(input: Relation, properties: Config['properties']): Relation {
  const written = new Set(properties.map((p) => p.name));
  const old = input.columns.map((c) => (written.has(c.name) ? { name: c.name } : c));
  const added = [...written].filter((n) => !input.columns.some((c) => c.name === n)).map((name) => ({ name }));
  const { changelog, eventTime } = input;
  const kept = changelog.mode === 'retract' && changelog.key?.some((k) => written.has(k));
  return {
    columns: [...old, ...added],
    changelog: kept ? { mode: 'retract' } : changelog,
    ...(eventTime !== undefined && !written.has(eventTime) ? { eventTime } : {}),
  };
}
