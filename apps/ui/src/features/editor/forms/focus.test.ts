import { beforeEach, expect, test } from 'vitest';
import { type FocusEntry, FormFocus } from './focus.ts';

let form: FormFocus;
let focused: string[];
beforeEach(() => {
  form = new FormFocus();
  focused = [];
});

function control(path: string, more: Partial<FocusEntry> = {}): FocusEntry {
  const target = { focus: () => focused.push(path) };
  const steps = path.split('/');
  return { path: steps, rank: 'text', missing: false, main: false, target, reveal: () => {}, ...more };
}
const drawn = () => new Promise<void>((resolve) => queueMicrotask(() => queueMicrotask(resolve)));
const ask = (path: string | undefined) => form.ask(path?.split('/'), () => focused.push('granted'));

test('puts the cursor into the field of a path, or into the nearest around it', () => {
  for (const path of ['topic', 'columns/0/name', 'columns/1/name']) form.add(control(path));
  ask('columns/1/type');
  ask('topic');
  ask('columns');
  ask('elsewhere');
  expect(focused.filter((f) => f !== 'granted')).toEqual(['columns/1/name', 'topic', 'columns/0/name', 'topic']);
});

test('prefers text to a choice, and both to a button', () => {
  form.add(control('list/0/remove', { rank: 'button' }));
  form.add(control('list/0/kind', { rank: 'choice' }));
  form.add(control('list/0/value'));
  ask('list');
  ask('list/0/kind');
  expect(focused.filter((f) => f !== 'granted')).toEqual(['list/0/value', 'list/0/kind']);
});

test.each([
  ['what is missing', [control('a'), control('b', { main: true }), control('c', { missing: true })], 2],
  ['the expression', [control('a'), control('b', { main: true })], 1],
  ['the first field', [control('a'), control('b')], 0],
])('without a path, the cursor goes to %s', (_, entries, index) => {
  const went: number[] = [];
  for (const [i, entry] of entries.entries()) form.add({ ...entry, target: { focus: () => went.push(i) } });
  expect(form.ask(undefined, () => {})).toBe(true);
  expect(went).toEqual([index]);
});

test('waits for a field that is not drawn yet, and opens what it is hidden in', async () => {
  const entry = control('expression', { target: null, reveal: () => focused.push('opened') });
  form.add(control('other'));
  form.add(entry);
  expect(ask('expression')).toBe(false);
  entry.target = { focus: () => focused.push('expression') };
  form.changed();
  await drawn();
  expect(focused).toEqual(['opened', 'expression', 'granted']);
});

test('waits until all fields of a drawing are there', async () => {
  ask(undefined);
  form.add(control('a'));
  form.add(control('b', { missing: true }));
  await drawn();
  expect(focused).toEqual(['b', 'granted']);
});

test('a wish that was forgotten, or replaced, is not granted later', async () => {
  ask('a');
  form.forget();
  form.add(control('a'));
  await drawn();
  const late = control('late', { target: null });
  form.add(late);
  ask('late');
  ask('a');
  late.target = { focus: () => focused.push('late') };
  form.changed();
  await drawn();
  expect(focused).toEqual(['a', 'granted']);
});

test('a field that went is not found any more', () => {
  const remove = form.add(control('a'));
  form.add(control('b'));
  remove();
  ask('a');
  expect(focused[0]).toBe('b');
});
