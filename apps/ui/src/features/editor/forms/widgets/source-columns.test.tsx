// @vitest-environment happy-dom
import type { FoundSchema } from '@headrace/api';
import { act } from 'react';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { render } from '../../../../lib/testing/render.ts';
import { FormProvider } from '../context.ts';
import { type FormResources, ResourcesProvider } from '../resources.ts';
import { emptyForm } from '../testing/empty-form.ts';
import { readValue } from '../widget.ts';
import { SourceColumnsField } from './source-columns.tsx';

const found = {
  columns: [
    { name: 'id', type: 'BIGINT', example: '1' },
    { name: 'region', type: 'STRING', example: 'EMEA' },
  ],
  eventTime: null,
  messages: 10,
  unreadable: 0,
  unreadableExample: null,
  lists: 0,
  nameless: false,
} as unknown as FoundSchema;

const resources: FormResources = {
  useConnections: () => ({ data: [], isFetching: false, error: null }),
  useResources: () => ({ data: [], isFetching: false, error: null }),
  useSchema: () => ({ data: found, isFetching: false, error: null }),
  schema: async () => found,
  createResource: async () => {},
};

/** The field, of which the configuration is kept by the test. */
async function fieldOf(columns: unknown) {
  let config: Record<string, unknown> = { connection: 'local', topic: 'ORDERS', columns };
  const changes: unknown[] = [];
  const set = (path: readonly (string | number)[], value: unknown) => {
    changes.push(value);
    config = { ...config, [String(path[0])]: value };
  };
  const form = () =>
    emptyForm({
      config,
      change: set,
      changeAll: (values) => {
        for (const [path, value] of values) set(path, value);
      },
    });
  const field = {
    key: 'columns',
    meta: undefined,
    shape: { kind: 'text' },
    optional: false,
    fallback: undefined,
  } as const;
  const node = () => (
    <ResourcesProvider value={resources}>
      <FormProvider value={form()}>
        <SourceColumnsField
          field={field}
          path={['columns']}
          id="c"
          label="Columns"
          value={readValue.list(config.columns)}
          shape={{ kind: 'list', item: z.string() as never }}
          focusRef={() => {}}
          insert={() => {}}
        />
      </FormProvider>
    </ResourcesProvider>
  );
  const page = await render(node());
  const click = async (element: HTMLElement | null) => {
    await act(async () => element?.click());
    await page.again(node());
  };
  const box = (name: string) => page.element.querySelector<HTMLInputElement>(`input[aria-label="Read ${name}"]`);
  return { page, changes, click, box };
}

test('changes nothing by being looked at', async () => {
  const { changes, box } = await fieldOf([]);
  expect(changes).toEqual([]);
  expect([box('id')?.checked, box('region')?.checked]).toEqual([false, false]);
});

test('the last column can be unticked, and stays so', async () => {
  const { changes, click, box } = await fieldOf([{ name: 'id', type: 'BIGINT' }]);
  await click(box('id'));
  expect(changes).toEqual([[]]);
  expect([box('id')?.checked, box('region')?.checked]).toEqual([false, false]);
});

test('all columns are read when somebody says so', async () => {
  const { page, changes, click, box } = await fieldOf([]);
  await click(page.button('Read all'));
  expect(changes).toEqual([
    [
      { name: 'id', type: 'BIGINT' },
      { name: 'region', type: 'STRING' },
    ],
  ]);
  expect([box('id')?.checked, box('region')?.checked]).toEqual([true, true]);
});
