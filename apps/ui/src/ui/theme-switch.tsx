import { IconButton } from '@carbon/react';
import { Asleep, Awake } from '@carbon/react/icons';
import { useThemeStore } from './theme.ts';

/** One press goes to the other theme; choosing the system's own again follows the system. */
export function ThemeSwitch() {
  const dark = useThemeStore((s) => s.dark);
  const choose = useThemeStore((s) => s.choose);
  const systemDark = matchMedia('(prefers-color-scheme: dark)').matches;
  const next = dark ? 'light' : 'dark';
  return (
    <IconButton
      kind="ghost"
      size="sm"
      align="bottom-end"
      label={dark ? 'Light theme' : 'Dark theme'}
      onClick={() => choose((next === 'dark') === systemDark ? 'system' : next)}
    >
      {dark ? <Awake /> : <Asleep />}
    </IconButton>
  );
}
