import type { NodeType } from '@headrace/flow';
import { catalogue } from '@headrace/nodes';
import { expect, test } from 'vitest';
import { type Field, fieldsOf, isMissing, shapeOf } from './schema.ts';
import { readValue, widgetFor } from './widget.ts';
import { widgets } from './widgets/registry.ts';

/** Every field of a form, also those inside others. */
function all(fields: readonly Field[]): Field[] {
  return fields.flatMap((field) => {
    const { shape } = field;
    if (shape.kind === 'group') return [field, ...all(shape.fields)];
    if (shape.kind === 'variant') return [field, ...shape.options.flatMap((o) => all(o.fields))];
    if (shape.kind !== 'list') return [field];
    const item = shapeOf(shape.item);
    return [field, ...(item.kind === 'group' ? all(item.fields) : [])];
  });
}

test('every field of every node type has a label', () => {
  for (const type of Object.values(catalogue))
    for (const field of all(fieldsOf(type.config)))
      expect(field.meta?.title, `${type.type}: ${field.key}`).toBeTruthy();
});

test('every field of every node type has the shape that its widget edits', () => {
  for (const type of Object.values(catalogue))
    for (const field of all(fieldsOf(type.config)))
      expect(() => widgetFor(widgets, field), `${type.type}: ${field.key}`).not.toThrow();
});

test.each([
  ['text', 5, ''],
  ['choice', null, ''],
  ['number', '5', undefined],
  ['flag', 'true', false],
  ['list', { a: 1 }, []],
  ['group', [1], {}],
  ['variant', null, {}],
] as const)('a %s that holds something else (%o) is empty for its widget', (kind, stored, value) => {
  expect(readValue[kind](stored)).toEqual(value);
});

const configOf = (type: string) => (catalogue[type] as NodeType).config;

test('the shape of a field follows from its schema', () => {
  const fields = fieldsOf(configOf('aggregate'));
  const byKey = (key: string) => fields.find((f) => f.key === key);
  expect(byKey('window')).toMatchObject({
    shape: { kind: 'variant', by: 'kind' },
    optional: true,
    fallback: { kind: 'tumbling' },
  });
  expect(byKey('functions')?.shape.kind).toBe('list');
  expect(byKey('groupBy')).toMatchObject({ optional: true, fallback: [] });
});

test('what must be decided and is not, is missing', () => {
  const [topic] = fieldsOf(configOf('kafka-source')).filter((f) => f.key === 'topic');
  const [format] = fieldsOf(configOf('kafka-source')).filter((f) => f.key === 'format');
  if (!topic || !format) throw new Error('the source has no topic');
  expect([undefined, '', 'ORDERS'].map((v) => isMissing(topic, v))).toEqual([true, true, false]);
  expect(isMissing(format, undefined)).toBe(false);
});
