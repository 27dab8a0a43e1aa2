// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { person } from '../lib/testing/person.ts';
import { render } from '../lib/testing/render.ts';

/** The theme that the system has, and who listens to it. */
let system: { matches: boolean; listeners: (() => void)[] };
beforeEach(() => {
  localStorage.clear();
  vi.resetModules();
  system = { matches: false, listeners: [] };
  vi.stubGlobal('matchMedia', () => ({
    get matches() {
      return system.matches;
    },
    addEventListener: (_: string, listener: () => void) => system.listeners.push(listener),
  }));
});

/** The switch in a page that is opened now. */
async function open() {
  const [{ ThemeSwitch }, { useTheme }] = [await import('./theme-switch.tsx'), await import('./theme.ts')];
  function Page() {
    useTheme();
    return <ThemeSwitch />;
  }
  await render(<Page />);
  const me = person();
  return (name: string) => me.user.click(me.page.getByRole('button', { name }));
}
const turnSystem = (dark: boolean) =>
  act(async () => {
    system.matches = dark;
    for (const listener of system.listeners) listener();
  });
const isDark = () => document.documentElement.classList.contains('cds--g100');

describe('the theme', () => {
  test('follows the system until somebody chooses', async () => {
    await open();
    expect(isDark()).toBe(false);
    await turnSystem(true);
    expect(isDark()).toBe(true);
    expect(document.documentElement.style.colorScheme).toBe('dark');
  });

  test('stays as it was chosen when the system changes', async () => {
    const press = await open();
    await press('Dark theme');
    expect(isDark()).toBe(true);
    await turnSystem(true);
    await turnSystem(false);
    expect(isDark()).toBe(true);
  });

  test('follows the system again after its own was chosen', async () => {
    const press = await open();
    await press('Dark theme');
    await press('Light theme');
    await turnSystem(true);
    expect(isDark()).toBe(true);
  });

  test('is remembered for the next page', async () => {
    const press = await open();
    await press('Dark theme');
    vi.resetModules();
    await open();
    expect(isDark()).toBe(true);
  });

  test.each(['"purple"', 'null', '{', '5'])('is that of the system where %s is remembered', async (text) => {
    localStorage.setItem('headrace.theme', text);
    await open();
    expect(isDark()).toBe(false);
  });
});
