// @vitest-environment happy-dom
import { field } from '@headrace/flow';
import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { faultAt, formBench } from '../testing/form-bench.tsx';

describe('a line of text', () => {
  const schema = z.object({ name: z.string().meta({ title: 'Name' }) });

  test('is in the document while it is typed, and leaving it ends the gesture', async () => {
    const { page, user, config, gestures } = await formBench(schema, {});
    await user.type(page.getByRole('textbox', { name: 'Name' }), 'ab');
    expect([config(), gestures()]).toEqual([{ name: 'ab' }, 0]);
    await user.tab();
    expect(gestures()).toBe(1);
  });

  test('that is empty is no value', async () => {
    const { page, user, config } = await formBench(schema, { name: 'ab' });
    await user.clear(page.getByRole('textbox', { name: 'Name' }));
    expect(config()).toEqual({});
  });

  test.each([[17], [null], [['a']], [{ a: 1 }]])('shows %j, which a file may hold, as nothing', async (value) => {
    const { page, config } = await formBench(schema, { name: value });
    expect(page.getByRole('textbox', { name: 'Name' })).toHaveProperty('value', '');
    expect(config()).toEqual({ name: value });
  });

  test('is marked while it has an error, which stands below it in place of the hint', async () => {
    const hinted = z.object({ name: z.string().meta({ title: 'Name', description: 'How it is called.' }) });
    const bench = await formBench(hinted, { name: 'x' });
    expect(bench.shown.text()).toContain('How it is called.');
    await bench.replace({ name: 'x' }, { diagnostics: [faultAt('The name is taken.', 'name')] });
    expect(bench.page.getByRole('textbox', { name: 'Name' }).getAttribute('aria-invalid')).toBe('true');
    expect(bench.page.getByRole('note').textContent).toContain('The name is taken.');
    expect(bench.shown.text()).not.toContain('How it is called.');
  });
});

describe('a number', () => {
  const schema = z.object({ size: z.number().meta({ title: 'Size' }) });
  const open = async (config: Record<string, unknown>) => {
    const bench = await formBench(schema, config);
    return { ...bench, size: () => bench.page.getByRole<HTMLInputElement>('textbox', { name: 'Size' }) };
  };

  test.each([
    ['12', 12],
    ['0.5', 0.5],
    ['-3', -3],
    ['1e3', 1000],
  ])('%s is taken as %d', async (typed, value) => {
    const { size, user, config } = await open({});
    await user.type(size(), typed);
    expect(config()).toEqual({ size: value });
  });

  test.each(['12x', '1,5', '--1', 'Infinity'])(
    '%s is kept in the field and told, and not in the document',
    async (typed) => {
      const { size, user, config, shown } = await open({});
      await user.type(size(), typed);
      await user.tab();
      expect(size().value).toBe(typed);
      expect(shown.text()).toContain('Write a number, like 50 or 99.5.');
      expect(config().size === undefined || Number.isFinite(config().size)).toBe(true);
    },
  );

  test('stays as it is typed until the field is left', async () => {
    const { size, user, config } = await open({});
    await user.type(size(), '1.50');
    expect([size().value, config()]).toEqual(['1.50', { size: 1.5 }]);
    await user.tab();
    expect(size().value).toBe('1.5');
  });

  test('that is cleared is no value', async () => {
    const { size, user, config } = await open({ size: 12 });
    await user.clear(size());
    expect(config()).toEqual({});
  });

  test('follows Undo when nobody types', async () => {
    const { size, user, replace } = await open({ size: 1 });
    await user.type(size(), '2');
    await user.tab();
    await replace({ size: 1 });
    expect(size().value).toBe('1');
  });
});

describe('a choice', () => {
  const choices = { asc: 'Smallest first', desc: 'Largest first' };
  const schema = z.object({ order: z.enum(['asc', 'desc']).meta({ title: 'Order', choices }) });
  const texts = (select: HTMLElement) => [...select.querySelectorAll('option')].map((option) => option.textContent);

  test('is asked for in words, and not made for a person', async () => {
    const { page, user, config } = await formBench(schema, {});
    const select = page.getByRole('combobox', { name: 'Order' });
    expect([texts(select), config()]).toEqual([['Choose', 'Smallest first', 'Largest first'], {}]);
    await user.selectOptions(select, 'Largest first');
    expect(config()).toEqual({ order: 'desc' });
    expect(texts(select)).toEqual(['Smallest first', 'Largest first']);
  });

  test('shows a value that is none of them, until another is chosen', async () => {
    const { page } = await formBench(schema, { order: 'random' });
    expect(texts(page.getByRole('combobox', { name: 'Order' }))[0]).toBe('random');
  });
});

describe('a flag', () => {
  test('is on only when it is true, and can be turned by keyboard', async () => {
    const { page, user, config } = await formBench(z.object({ all: z.boolean().meta({ title: 'All' }) }), {
      all: 'yes',
    });
    const box = page.getByRole<HTMLInputElement>('checkbox', { name: 'All' });
    expect(box.checked).toBe(false);
    box.focus();
    await user.keyboard(' ');
    expect(config()).toEqual({ all: true });
  });
});

describe('a group', () => {
  const inner = z.object({ size: z.string().meta({ title: 'Size' }) });

  test('that may be left out is put in and taken out whole', async () => {
    const schema = z.object({ limit: inner.optional().meta({ title: 'Limit' }) });
    const { page, user, config } = await formBench(schema, {});
    const box = page.getByRole('checkbox', { name: 'Limit' });
    expect(page.queryByRole('textbox')).toBeNull();
    await user.click(box);
    await user.type(page.getByRole('textbox', { name: 'Size' }), '5');
    expect(config()).toEqual({ limit: { size: '5' } });
    await user.click(box);
    expect(config()).toEqual({});
    expect(page.queryByRole('textbox')).toBeNull();
  });

  test('that must be there has no switch', async () => {
    const { page } = await formBench(z.object({ limit: inner.meta({ title: 'Limit' }) }), {});
    expect(page.queryByRole('checkbox')).toBeNull();
    expect(page.getByRole('group', { name: 'Limit' })).toBeTruthy();
  });
});

describe('one of several kinds', () => {
  const kind = z
    .discriminatedUnion('kind', [
      z.object({
        kind: z.literal('rows'),
        size: z.string().meta({ title: 'Size' }),
        key: z.string().meta({ title: 'Key' }),
      }),
      z.object({ kind: z.literal('time'), size: z.string().meta({ title: 'Size' }) }),
      z.object({ kind: z.literal('none') }),
    ])
    .meta({ title: 'Window', choices: { rows: 'By rows', time: 'By time', none: 'None' } });
  const schema = z.object({ window: kind });

  test('shows its own fields, and keeps what the next kind has too', async () => {
    const { page, user, config } = await formBench(schema, { window: { kind: 'rows', size: '5', key: 'id' } });
    expect(page.getAllByRole('textbox')).toHaveLength(2);
    await user.click(page.getByRole('radio', { name: 'By time' }));
    expect(config()).toEqual({ window: { kind: 'time', size: '5' } });
    expect(page.getAllByRole('textbox')).toHaveLength(1);
    await user.click(page.getByRole('radio', { name: 'None' }));
    expect(config()).toEqual({ window: { kind: 'none' } });
    expect(page.queryByRole('textbox')).toBeNull();
  });

  test('of a kind that is not known is still to be chosen', async () => {
    const { page } = await formBench(schema, { window: { kind: 'session', gap: '5' } });
    expect(page.getAllByRole<HTMLInputElement>('radio').filter((radio) => radio.checked)).toEqual([]);
  });
});

describe('a list', () => {
  const rows = z.array(
    z.object({ key: z.string().meta({ title: 'Key' }), value: z.string().meta({ title: 'Value' }) }),
  );
  const schema = z.object({ pairs: rows.meta({ title: 'Pairs', add: 'Add a pair' }) });

  test('grows by an entry without values, and each can be taken out', async () => {
    const { page, user, config } = await formBench(schema, { pairs: [{ key: 'a' }, { key: 'b' }, { key: 'c' }] });
    await user.click(page.getByRole('button', { name: 'Add a pair' }));
    expect(config()).toEqual({ pairs: [{ key: 'a' }, { key: 'b' }, { key: 'c' }, {}] });
    await user.click(page.getByRole('button', { name: 'Remove 2' }));
    expect(config()).toEqual({ pairs: [{ key: 'a' }, { key: 'c' }, {}] });
  });

  test('changes only the entry that is typed into', async () => {
    const { page, user, config } = await formBench(schema, { pairs: [{ key: 'a' }, { key: 'b' }] });
    const [, second] = page.getAllByRole('textbox', { name: 'Value' });
    if (second) await user.type(second, '2');
    expect(config()).toEqual({ pairs: [{ key: 'a' }, { key: 'b', value: '2' }] });
  });

  test('of plain values names each by its place', async () => {
    const plain = z.object({ names: z.array(z.string()).meta({ title: 'Name' }) });
    const { page, user, config } = await formBench(plain, { names: ['a'] });
    await user.click(page.getByRole('button', { name: 'Add' }));
    await user.type(page.getByRole('textbox', { name: 'Name 2' }), 'b');
    expect(config()).toEqual({ names: ['a', 'b'] });
  });

  test('shows an error at the entry that it is about', async () => {
    const bench = await formBench(
      schema,
      { pairs: [{ key: 'a' }, { key: 'a' }] },
      {
        diagnostics: [faultAt('The key is there twice.', 'pairs', 1, 'key')],
      },
    );
    const [first, second] = bench.page.getAllByRole('textbox', { name: 'Key' });
    expect([first, second].map((key) => key?.getAttribute('aria-invalid'))).toEqual(['false', 'true']);
  });

  test('of which a file holds something else is empty', async () => {
    const { page, config } = await formBench(schema, { pairs: 'all' });
    expect(page.queryByRole('textbox')).toBeNull();
    expect(config()).toEqual({ pairs: 'all' });
  });
});

describe('fields that are rarely needed', () => {
  const schema = z.object({
    name: z.string().meta({ title: 'Name' }),
    rate: z.string().default('1').meta({ title: 'Rate', advanced: true }),
  });
  const isOpen = (element: HTMLElement) => element.querySelector('details')?.open;

  test.each([
    ['closed when nothing is set', {}, [], false],
    ['closed when they are as usual', { rate: '1' }, [], false],
    ['open when one is set', { rate: '2' }, [], true],
    ['open when one has an error', {}, [faultAt('No.', 'rate')], true],
  ])('are %s', async (_, config, diagnostics, open) => {
    const { shown } = await formBench(schema, config, { diagnostics });
    expect(isOpen(shown.element)).toBe(open);
  });
});

describe('a property of the input', () => {
  const columns = [
    { name: 'region', type: { kind: 'simple', name: 'STRING' } as const },
    { name: 'amount', type: { kind: 'simple', name: 'INT' } as const },
  ];
  const inputs = { in: { columns, changelog: { mode: 'append' as const } } };

  test('is chosen from those that there are, each with its type and a recent value', async () => {
    const schema = z.object({ by: field.column({ title: 'By' }) });
    const bench = await formBench(schema, {}, { inputs, samples: () => ({ region: 'EMEA' }) });
    await bench.user.click(bench.page.getByRole('combobox', { name: 'By' }));
    const options = bench.page.getAllByRole('option').map((option) => option.textContent);
    expect(options).toEqual(['regionSTRING · EMEA', 'amountINT']);
    await bench.user.click(bench.page.getByRole('option', { name: /^amount/ }));
    expect(bench.config()).toEqual({ by: 'amount' });
  });

  test('that is gone is still shown', async () => {
    const schema = z.object({ by: field.column({ title: 'By' }) });
    const { page, config } = await formBench(schema, { by: 'gone' }, { inputs });
    expect(page.getByRole('combobox', { name: 'By' })).toHaveProperty('value', 'gone');
    expect(config()).toEqual({ by: 'gone' });
  });

  test('is one of several, in the order in which they are chosen', async () => {
    const schema = z.object({ by: field.columns({ title: 'By' }) });
    const { page, user, config } = await formBench(schema, {}, { inputs });
    await user.click(page.getByRole('combobox', { name: /By/ }));
    await user.click(page.getByRole('option', { name: 'amount' }));
    // The list tells of its choices a moment later.
    await vi.waitFor(() => expect(config()).toEqual({ by: ['amount'] }));
    await user.click(page.getByRole('option', { name: 'region' }));
    await vi.waitFor(() => expect(config()).toEqual({ by: ['amount', 'region'] }));
    await user.click(page.getByRole('option', { name: 'amount' }));
    await vi.waitFor(() => expect(config()).toEqual({ by: ['region'] }));
  });
});
