// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { render } from '../../../lib/testing/render.ts';
import { FormProvider } from './context.ts';
import { Fields } from './fields.tsx';
import { fieldsOf } from './schema.ts';
import { emptyForm } from './testing/empty-form.ts';
import { WidgetsProvider } from './widget.ts';
import { widgets } from './widgets/registry.ts';

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}));
afterEach(() => vi.restoreAllMocks());

const fields = fieldsOf(
  z.object({ first: z.string().meta({ title: 'First' }), many: z.boolean().meta({ title: 'Many' }) }),
);

test('a widget that throws leaves the other fields usable, and is shown again for another value', async () => {
  const changes: unknown[] = [];
  const throwing = {
    ...widgets,
    byShape: {
      ...widgets.byShape,
      text: {
        shape: 'text' as const,
        Component: ({ value }: { value: string }) => {
          if (value === 'bad') throw new Error('It cannot be split');
          return <output>{value}</output>;
        },
      },
    },
  };
  const at = (first: string) => (
    <FormProvider
      value={emptyForm({ config: { first, many: false }, change: (path, value) => changes.push([path, value]) })}
    >
      <WidgetsProvider value={throwing}>
        <Fields fields={fields} path={[]} />
      </WidgetsProvider>
    </FormProvider>
  );
  const page = await render(at('bad'));
  expect(page.text()).toContain('The field “First” cannot be shown.');
  expect(page.text()).toContain('It cannot be split. Its value is kept, and the other fields can be changed.');
  await act(async () => page.element.querySelector<HTMLInputElement>('input[type="checkbox"]')?.click());
  expect(changes).toEqual([[['many'], true]]);
  await page.again(at('good'));
  expect(page.element.querySelector('output')?.textContent).toBe('good');
});

test('a field whose widget is for another shape says so', async () => {
  const wrong = fieldsOf(z.object({ first: z.string().meta({ title: 'First', widget: 'columns' }) }));
  const page = await render(
    <FormProvider value={emptyForm()}>
      <WidgetsProvider value={widgets}>
        <Fields fields={wrong} path={[]} />
      </WidgetsProvider>
    </FormProvider>,
  );
  expect(page.text()).toContain('The widget “columns” edits a list, and the field “first” is a text.');
});

test('no two controls of a form have one id, whatever its fields are called', async () => {
  const kind = z.discriminatedUnion('from', [
    z.object({ from: z.literal('column'), column: z.string() }),
    z.object({ from: z.literal('now') }),
  ]);
  const tricky = fieldsOf(z.object({ time: kind, 'time-column': z.string() }));
  const page = await render(
    <FormProvider value={emptyForm({ config: { time: { from: 'column' } } })}>
      <WidgetsProvider value={widgets}>
        <Fields fields={tricky} path={[]} />
      </WidgetsProvider>
    </FormProvider>,
  );
  const ids = [...page.element.querySelectorAll('[id]')].map((element) => element.id);
  expect(ids.length).toBeGreaterThan(3);
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
});
