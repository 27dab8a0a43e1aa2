// @vitest-environment happy-dom
import { act } from 'react';
import { expect, test } from 'vitest';
import { render } from '../../lib/testing/render.ts';
import { CodeHelp } from './code-help.tsx';

test.each([
  ['link/cycle', 'Remove one of the connections of the circle.'],
  ['aggregate/uneven-window', 'Choose a step that divides the length'],
  ['window/late', 'Give the source more lateness'],
  ['compiler/lost', 'The compiler starts again with the next change.'],
  ['review/service-port', 'Write the port on which the pods listen.'],
  ['newer/unknown', 'This version of the page has no help for newer/unknown.'],
  ['toString', 'This version of the page has no help for toString.'],
])('shows the help of %s below its message, and hides it again', async (code, help) => {
  const page = await render(<CodeHelp code={code} />);
  const button = page.button(`Learn more about ${code}`);
  expect(button.getAttribute('aria-expanded')).toBe('false');
  expect(page.text()).not.toContain(help);
  await act(async () => {
    button.click();
    await import('./code-help-text.tsx');
  });
  expect(page.text()).toContain(help);
  expect(button.getAttribute('aria-expanded')).toBe('true');
  expect(page.element.querySelector('.code-help')?.id).toBe(button.getAttribute('aria-controls'));
  await act(async () => button.click());
  expect(page.text()).not.toContain(help);
});
