// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { render } from '../../../lib/testing/render.ts';
import { Panel } from './panel.tsx';

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}));
afterEach(() => vi.restoreAllMocks());

function Broken(): never {
  throw new Error('There is no column 3');
}

test('a panel whose content throws says so, and can be collapsed; the panel beside it stays', async () => {
  const sizes = { size: 200, least: 100, most: 300 };
  const page = await render(
    <>
      <Panel name="palette" title="Palette" side="left" {...sizes}>
        <p>the palette</p>
      </Panel>
      <Panel name="inspector" title="Inspector" side="right" {...sizes}>
        <Broken />
      </Panel>
    </>,
  );
  expect(page.text()).toContain('the palette');
  expect(page.text()).toContain('The panel “Inspector” cannot be shown.');
  const hide = [...page.element.querySelectorAll('.panel--right .panel__toggle button')].at(-1) as HTMLButtonElement;
  await act(async () => hide.click());
  expect(page.text()).not.toContain('cannot be shown');
  expect(page.text()).toContain('the palette');
});
