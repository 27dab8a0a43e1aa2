// @vitest-environment happy-dom
import { CompletionContext } from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';
import type { AnyDiagnostic } from '@headrace/flow';
import { act, useState } from 'react';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Rendered, render } from '../../lib/testing/render.ts';
import { completions } from './complete.ts';
import ExpressionEditor, { type ExpressionEditorProps } from './expression-editor.tsx';

const columns = [
  { name: 'region', type: 'STRING' },
  { name: 'order id', type: 'INT' },
];
const samples = { region: 'EMEA', 'order id': '1'.repeat(50) };
const fault = (start: number, end: number, severity: AnyDiagnostic['severity'] = 'error'): AnyDiagnostic => ({
  code: 'planner/refused',
  severity,
  message: 'There is no such property.',
  place: { node: 'n', range: { start, end } },
});

/** What the editor has told of the text, and what takes its cursor. */
let told: string[];
let target: { focus(): void; insert(text: string): void } | null;
let shown: Rendered;

function Field(props: Partial<ExpressionEditorProps>) {
  const [value, change] = useState(props.value ?? '');
  return (
    <ExpressionEditor
      id="e"
      label="Condition"
      columns={columns}
      samples={samples}
      faults={[]}
      placeholder="such as amount > 10"
      left={() => told.push('left')}
      focusRef={(next) => {
        target = next;
      }}
      {...props}
      value={props.value ?? value}
      change={(text) => {
        told.push(text);
        change(text);
      }}
    />
  );
}
const open = async (props: Partial<ExpressionEditorProps> = {}) => {
  shown = await render(<Field {...props} />);
};
beforeEach(() => {
  told = [];
  target = null;
});

const content = () => shown.element.querySelector<HTMLElement>('[aria-label="Condition"]');
const text = () => [...(content()?.querySelectorAll('.cm-line') ?? [])].map((line) => line.textContent).join('\n');
const marks = () =>
  [...shown.element.querySelectorAll<HTMLElement>('.code-fault')].map((mark) => [mark.textContent, mark.className]);

describe('the editor of an expression', () => {
  test('has a name, and shows what could be written while it is empty', async () => {
    await open();
    expect(content()?.id).toBe('e');
    expect(shown.text()).toContain('such as amount > 10');
  });

  test('writes a property where the cursor is, and tells of it', async () => {
    await open();
    await act(async () => target?.insert("region = 'EMEA'"));
    expect(told).toEqual(["region = 'EMEA'"]);
    expect(text()).toBe("region = 'EMEA'");
  });

  test('takes a text from elsewhere, and keeps its own when it is the same', async () => {
    await open({ value: 'a' });
    await shown.again(<Field value="b" />);
    expect(text()).toBe('b');
    await shown.again(<Field value="b" />);
    expect(told.filter((one) => one !== 'b')).toEqual([]);
  });

  test('marks errors and warnings where they are, and no hints', async () => {
    await open({ value: 'regon = 1', faults: [fault(0, 5), fault(8, 9, 'warning'), fault(6, 7, 'info')] });
    expect(marks()).toEqual([
      ['regon', 'code-fault'],
      ['1', 'code-fault code-fault--warning'],
    ]);
    expect(shown.element.querySelector('.code-fault')?.getAttribute('title')).toBe('There is no such property.');
  });

  test.each([
    [[fault(5, 50)], ['x']],
    [[fault(50, 60)], ['x']],
    [[fault(0, 0)], ['a']],
  ])('keeps marks inside the text: %j', async (faults, marked) => {
    await open({ value: 'a bc x', faults });
    expect(marks().map(([of]) => of)).toEqual(marked);
  });

  test('has no marks without a text', async () => {
    await open({ value: '', faults: [fault(0, 3)] });
    expect(marks()).toEqual([]);
  });

  test('marks move with what is written before them', async () => {
    await open({ value: 'regon', faults: [fault(0, 5)] });
    await act(async () => target?.insert('NOT '));
    expect(told).toEqual(['NOT regon']);
    expect(marks().map(([of]) => of)).toEqual(['regon']);
  });

  test('gives back its cursor when it goes', async () => {
    await open();
    expect(target).not.toBeNull();
    await shown.again(null);
    expect(target).toBeNull();
  });
});

describe('what an expression can be completed with', () => {
  const at = (doc: string, explicit = false) =>
    completions(new CompletionContext(EditorState.create({ doc }), doc.length, explicit), { columns, samples });
  const labels = (doc: string, explicit = false) => at(doc, explicit)?.options.map((option) => option.label) ?? [];

  test('are properties first, then functions and words of SQL', () => {
    expect(labels('r').slice(0, 2)).toEqual(['region', '`order id`']);
    expect(labels('r')).toEqual(expect.arrayContaining(['UPPER', 'BETWEEN']));
  });

  test('is told with its type and a recent value, cut short', () => {
    const [region, id] = at('r')?.options ?? [];
    expect(region?.detail).toBe('STRING · EMEA');
    expect(id?.detail).toBe(`INT · ${'1'.repeat(40)}…`);
  });

  test.each([
    ["region = '", []],
    ["region = 'EM", []],
    ['region = ', []],
    ['', []],
  ])('is nothing after %j', (doc, none) => {
    expect(labels(doc)).toEqual(none);
  });

  test('is everything where somebody asks, and after a text that is closed', () => {
    expect(labels('', true)).toContain('region');
    expect(labels("region = 'EMEA' A")).toContain('AND');
  });

  test('replaces the word before the cursor, also one in quotes', () => {
    expect(at('a AND reg')?.from).toBe(6);
    expect(at('a AND `order i')?.from).toBe(6);
  });

  test('functions get their parenthesis, and those without arguments both', () => {
    const apply = (label: string) => at('x')?.options.find((option) => option.label === label)?.apply;
    expect(apply('UPPER')).toBe('UPPER(');
    expect(apply('CURRENT_TIMESTAMP')).toBe('CURRENT_TIMESTAMP');
  });
});
