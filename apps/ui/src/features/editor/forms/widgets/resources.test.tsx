// @vitest-environment happy-dom
import type { FoundSchema } from '@headrace/api';
import { within } from '@testing-library/dom';
import { act } from 'react';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { sampleSchema } from '../../../../api/testing/samples.ts';
import { settled } from '../../../../lib/testing/manual-clock.ts';
import { faultAt, formBench } from '../testing/form-bench.tsx';

const beside = { connection: 'connection', resource: 'topic', eventTime: 'time' };
const schema = z.object({
  connection: z.string().meta({ title: 'Connection', widget: 'connection', kind: 'kafka' }),
  topic: z
    .string()
    .meta({ title: 'Topic', widget: 'resource', nouns: ['topic', 'topics'], beside: { connection: 'connection' } }),
});
const connections = [
  { name: 'local', kind: 'kafka', bootstrapServers: 'localhost:9092' },
  { name: 'files', kind: 'files' },
];
const there =
  <T,>(data: T) =>
  () => ({ data, isFetching: false, error: null });
const useConnections = there(connections);
const topics = [
  { name: 'ORDERS', rate: 12, kept: 3400 },
  { name: 'RETURNS', rate: 0 },
];

describe('the connection of a node', () => {
  test('is one of its kind, each with where it leads, and choosing it is a decision', async () => {
    const { page, user, config, decided } = await formBench(
      schema,
      {},
      { addressOf: ({ name }) => `${name}:9092` },
      { useConnections },
    );
    const select = page.getByRole('combobox', { name: 'Connection' });
    expect([...select.querySelectorAll('option')].map((o) => o.textContent)).toEqual(['Choose', 'local (local:9092)']);
    await user.selectOptions(select, 'local');
    expect([config(), decided]).toEqual([{ connection: 'local' }, ['connection']]);
  });

  test('that is not registered is still shown', async () => {
    const { page } = await formBench(schema, { connection: 'old' }, {}, { useConnections });
    expect(page.getByRole('combobox', { name: 'Connection' })).toHaveProperty('value', 'old');
  });
});

describe('the resource of a connection', () => {
  const open = (config: Record<string, unknown>, resources: Parameters<typeof formBench>[3] = {}) =>
    formBench(schema, config, {}, { useConnections, useResources: there(topics), ...resources });
  const listed = (page: Awaited<ReturnType<typeof open>>['page']) =>
    within(page.getByRole('listbox'))
      .getAllByRole('option')
      .map((option) => option.textContent);
  const topic = (page: Awaited<ReturnType<typeof open>>['page']) => page.getByRole('combobox', { name: 'Topic' });

  test('is one of those that are there, each with how busy it is', async () => {
    const { page, user, config, decided } = await open({ connection: 'local' });
    await user.click(topic(page));
    expect(listed(page)).toEqual(['ORDERS12/s · 3.4 k kept', 'RETURNS0/s']);
    await user.click(page.getByRole('option', { name: /^ORDERS/ }));
    expect([config().topic, decided]).toEqual(['ORDERS', ['topic']]);
  });

  test('is found by a part of its name, and chosen by keyboard', async () => {
    const { page, user, config } = await open({ connection: 'local' });
    await user.type(topic(page), 'turn');
    expect(listed(page)).toEqual(['RETURNS0/s']);
    await user.keyboard('{ArrowDown}{Enter}');
    expect(config().topic).toBe('RETURNS');
  });

  test('may be another, which can be created once', async () => {
    const created: string[] = [];
    const { page, user, config, shown } = await open(
      { connection: 'local' },
      { createResource: async (connection, name) => void created.push(`${connection}/${name}`) },
    );
    await user.type(topic(page), ' LATE {Enter}');
    expect(config().topic).toBe('LATE');
    expect(shown.text()).toContain('There is no topic LATE yet.');
    await user.click(page.getByRole('button', { name: 'Create it' }));
    expect(created).toEqual(['local/LATE']);
  });

  test('that cannot be created says why', async () => {
    const { page, user, shown } = await open(
      { connection: 'local', topic: 'LATE' },
      { createResource: () => Promise.reject(new Error('You may not create topics.')) },
    );
    await user.click(page.getByRole('button', { name: 'Create it' }));
    await act(settled);
    expect(shown.text()).toContain('You may not create topics.');
    expect(page.getByRole('button', { name: 'Create it' })).toBeTruthy();
  });

  test('is not said to be missing while nothing is known, or without a connection', async () => {
    const reading = await open(
      { connection: 'local', topic: 'LATE' },
      {
        useResources: () => ({ data: undefined, isFetching: true, error: null }),
      },
    );
    expect(reading.shown.text()).not.toContain('There is no topic');
    const none = await open({ topic: 'LATE' });
    expect(none.shown.text()).not.toContain('There is no topic');
  });

  test('can be typed when the list cannot be read', async () => {
    const { page, user, config, shown } = await open(
      { connection: 'local' },
      {
        useResources: () => ({ data: undefined, isFetching: false, error: new Error('Kafka does not answer.') }),
      },
    );
    expect(shown.text()).toContain('The topics could not be read: Kafka does not answer. You can type a name.');
    await user.type(topic(page), 'ORDERS{Enter}');
    expect(config().topic).toBe('ORDERS');
  });
});

describe('the columns of a source', () => {
  const source = z.object({
    connection: z.string(),
    topic: z.string(),
    columns: z.array(z.object({ name: z.string(), type: z.string() })).meta({
      title: 'Properties',
      widget: 'source-columns',
      beside,
      nouns: ['topic', 'topics'],
      add: 'Add a property',
    }),
  });
  const found = sampleSchema({
    columns: [
      { name: 'id', type: 'BIGINT', nullable: false, example: '17' },
      { name: 'at', type: 'TIMESTAMP(3)', timeFormat: 'iso-8601', nullable: true, example: '2026-04-07T08:00:00' },
    ],
    eventTime: 'at',
  });
  const config = (...columns: object[]) => ({ connection: 'local', topic: 'ORDERS', columns });
  const open = (columns: object[], of: Partial<FoundSchema> = {}, known: Parameters<typeof formBench>[2] = {}) =>
    formBench(source, config(...columns), known, { useSchema: there({ ...found, ...of }), schema: async () => found });
  type Bench = Awaited<ReturnType<typeof open>>;
  const columnsOf = (bench: Bench) => bench.config().columns;
  const field_ = ({ page }: Bench, name: string) => page.getByRole('textbox', { name });

  test('are chosen one by one, in the order of the clicks', async () => {
    const bench = await open([]);
    await bench.user.click(bench.page.getByRole('checkbox', { name: 'Read at' }));
    await bench.user.click(bench.page.getByRole('checkbox', { name: 'Read id' }));
    expect(columnsOf(bench)).toEqual([
      { name: 'at', type: 'TIMESTAMP(3)', timeFormat: 'iso-8601' },
      { name: 'id', type: 'BIGINT' },
    ]);
  });

  test('are all read at once, with the event time that was found', async () => {
    const bench = await open([]);
    await bench.user.click(bench.page.getByRole('button', { name: 'Read all' }));
    expect(bench.config().time).toEqual({ from: 'column', column: 'at' });
    expect(columnsOf(bench)).toHaveLength(2);
    expect(bench.page.queryByRole('button', { name: 'Read all' })).toBeNull();
  });

  test('that get another name still read their field', async () => {
    const bench = await open([{ name: 'id', type: 'BIGINT' }]);
    const name = bench.page.getByDisplayValue('id');
    await bench.user.type(name, 'x');
    expect(columnsOf(bench)).toEqual([{ name: 'idx', type: 'BIGINT', path: ['id'] }]);
    expect(bench.page.queryByRole('checkbox', { name: 'Read id' })).toBeNull();
    await bench.user.type(name, '{Backspace}');
    expect(columnsOf(bench)).toEqual([{ name: 'id', type: 'BIGINT' }]);
  });

  test('that are times can say how they are written', async () => {
    const bench = await open([{ name: 'at', type: 'TIMESTAMP(3)' }]);
    const format = bench.page.getByLabelText('Time format of at');
    await bench.user.type(format, 'epoch-millis');
    expect(columnsOf(bench)).toEqual([{ name: 'at', type: 'TIMESTAMP(3)', timeFormat: 'epoch-millis' }]);
    await bench.user.clear(format);
    expect(columnsOf(bench)).toEqual([{ name: 'at', type: 'TIMESTAMP(3)' }]);
  });

  test('are added by hand, and leaving a cell ends the gesture', async () => {
    const bench = await open([]);
    await bench.user.click(bench.page.getByRole('button', { name: 'Add a property' }));
    expect(columnsOf(bench)).toEqual([{ name: '', type: 'STRING' }]);
    await bench.user.type(field_(bench, 'Name of property'), 'a');
    expect(bench.gestures()).toBe(0);
    await bench.user.tab();
    expect(bench.gestures()).toBe(1);
  });

  test('show an error at their row', async () => {
    const bench = await open(
      [{ name: 'id', type: 'BIGNT' }],
      {},
      {
        diagnostics: [faultAt('There is no type BIGNT.', 'columns', 0, 'type')],
      },
    );
    expect(bench.page.getByLabelText('Type of id').getAttribute('aria-invalid')).toBe('true');
    expect(bench.shown.text()).toContain('There is no type BIGNT.');
  });

  test.each([
    [{ messages: 0, columns: [] }, 'The topic has no messages yet; add properties by hand.'],
    [{ lists: 3 }, '3 of 10 recent messages are lists: each entry is an event.'],
    [{ nameless: true }, 'A property without a name is left out: Flink has none.'],
    [
      { unreadable: 2, unreadableExample: '<xml>' },
      '2 of 10 recent messages could not be read as JSON objects or lists of them, for example <xml>.',
    ],
  ])('of a topic with %j say so', async (of, message) => {
    expect((await open([], of)).shown.text()).toContain(message);
  });

  test('are looked for again when somebody asks, and a failure leaves what is there', async () => {
    let fails = true;
    const bench = await formBench(
      source,
      config({ name: 'old', type: 'STRING' }),
      {},
      {
        useSchema: there(found),
        schema: async () => {
          if (fails) throw new Error('Kafka does not answer.');
          return found;
        },
      },
    );
    const again = () => bench.user.click(bench.page.getByRole('button', { name: 'Look again' }));
    await again();
    await act(settled);
    expect(bench.shown.text()).toContain('Recent messages could not be read: Kafka does not answer.');
    expect(columnsOf(bench)).toEqual([{ name: 'old', type: 'STRING' }]);
    fails = false;
    await again();
    await act(settled);
    expect(columnsOf(bench)).toHaveLength(2);
    expect(bench.shown.text()).not.toContain('could not be read');
  });

  test('are not looked for without a topic', async () => {
    const bench = await formBench(source, { connection: 'local', columns: [] }, {}, { useSchema: there(undefined) });
    expect(bench.page.queryByRole('button', { name: 'Look again' })).toBeNull();
  });
});
