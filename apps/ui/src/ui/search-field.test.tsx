// @vitest-environment happy-dom
import { useState } from 'react';
import { beforeEach, expect, test } from 'vitest';
import { type Person, person } from '../lib/testing/person.ts';
import { render } from '../lib/testing/render.ts';
import { SearchField } from './search-field.tsx';

let done: string[];
let me: Person;
function Field({ enters }: { enters: boolean }) {
  const [value, change] = useState('');
  return (
    <SearchField
      size="md"
      label="Search"
      placeholder=""
      value={value}
      change={change}
      leave={() => done.push('left')}
      {...(enters ? { enter: () => done.push(`entered ${value}`) } : {})}
    />
  );
}
beforeEach(() => {
  done = [];
  me = person();
});
const field = () => me.page.getByRole<HTMLInputElement>('searchbox', { name: 'Search' });

test('Escape clears the field first, and leaves it then', async () => {
  await render(<Field enters />);
  await me.user.type(field(), 'abc{Escape}');
  expect([field().value, done]).toEqual(['', []]);
  await me.user.keyboard('{Escape}');
  expect(done).toEqual(['left']);
});

test('Enter takes what was found', async () => {
  await render(<Field enters />);
  await me.user.type(field(), 'abc{Enter}');
  expect(done).toEqual(['entered abc']);
});

test('Enter on the button beside the field clears it, and takes nothing', async () => {
  await render(<Field enters />);
  await me.user.type(field(), 'abc');
  me.page.getByRole('button', { name: 'Clear search input' }).focus();
  await me.user.keyboard('{Enter}');
  expect([field().value, done]).toEqual(['', []]);
});

test('keys that the field takes are not heard around it, others are', async () => {
  const heard: string[] = [];
  const listener = (event: KeyboardEvent) => heard.push(event.key);
  addEventListener('keydown', listener);
  await render(<Field enters={false} />);
  await me.user.type(field(), 'a{Enter}{Backspace}{Escape}');
  removeEventListener('keydown', listener);
  expect(heard).toEqual(['a', 'Enter', 'Backspace']);
  expect(done).toEqual(['left']);
});
