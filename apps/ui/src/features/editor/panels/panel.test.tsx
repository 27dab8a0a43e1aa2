// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { person } from '../../../lib/testing/person.ts';
import { render } from '../../../lib/testing/render.ts';
import { Panel } from './panel.tsx';
import { usePanels } from './panel-store.ts';

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

describe('the size of a panel', () => {
  const shown = async (side: 'left' | 'right' | 'bottom') => {
    usePanels.setState({}, true);
    localStorage.clear();
    const name = ({ left: 'palette', right: 'inspector', bottom: 'bottom' } as const)[side];
    await render(
      <Panel name={name} title="Part" side={side} size={200} least={180} most={232}>
        <p>inside</p>
      </Panel>,
    );
    const me = person();
    const divider = () => me.page.getByRole('separator', { name: 'Size of part' });
    divider().focus();
    return { ...me, size: () => Number(divider().getAttribute('aria-valuenow')), divider };
  };

  test.each([
    ['left', '{ArrowRight}', 216],
    ['left', '{ArrowLeft}', 184],
    ['right', '{ArrowLeft}', 216],
    ['right', '{ArrowRight}', 184],
    ['bottom', '{ArrowUp}', 216],
    ['bottom', '{ArrowDown}', 184],
    ['left', '{ArrowUp}', 200],
    ['bottom', '{ArrowRight}', 200],
  ] as const)('at the %s is changed with %s to %d', async (side, keys, size) => {
    const panel = await shown(side);
    await panel.user.keyboard(keys);
    expect(panel.size()).toBe(size);
  });

  test('stays between the least and the most', async () => {
    const panel = await shown('left');
    await panel.user.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}{ArrowRight}');
    expect(panel.size()).toBe(232);
    await panel.user.keyboard('{ArrowLeft}{ArrowLeft}{ArrowLeft}{ArrowLeft}{ArrowLeft}{ArrowLeft}');
    expect(panel.size()).toBe(180);
    expect(panel.divider().getAttribute('aria-valuemin')).toBe('180');
    expect(panel.divider().getAttribute('aria-valuemax')).toBe('232');
  });

  test('is remembered, and so is whether it is shown', async () => {
    const panel = await shown('left');
    await panel.user.keyboard('{ArrowRight}');
    await panel.user.click(panel.page.getByRole('button', { name: 'Hide part' }));
    expect(JSON.parse(localStorage.getItem('headrace.panels') ?? '')).toEqual({
      palette: { size: 216, collapsed: true },
    });
    await panel.user.click(panel.page.getByRole('button', { name: 'Show part' }));
    expect(panel.size()).toBe(216);
  });

  test('does not move the canvas: its arrows are not heard around it', async () => {
    const heard: string[] = [];
    const listener = (event: KeyboardEvent) => heard.push(event.key);
    addEventListener('keydown', listener);
    const panel = await shown('left');
    await panel.user.keyboard('{ArrowRight}x');
    removeEventListener('keydown', listener);
    expect(heard).toEqual(['x']);
  });
});
