import { useEffect } from 'react';
import * as z from 'zod';
import { create } from 'zustand';
import { readSetting, writeSetting } from '../lib/settings.ts';

const ThemeChoice = z.enum(['system', 'light', 'dark']);
export type ThemeChoice = z.infer<typeof ThemeChoice>;

const systemDark = matchMedia('(prefers-color-scheme: dark)');

interface ThemeState {
  readonly choice: ThemeChoice;
  readonly dark: boolean;
  choose(choice: ThemeChoice): void;
}

const isDark = (choice: ThemeChoice) => (choice === 'system' ? systemDark.matches : choice === 'dark');

/** Follows the system until somebody chooses. */
export const useThemeStore = create<ThemeState>((set, get) => {
  const choice = readSetting('theme', ThemeChoice, 'system');
  systemDark.addEventListener('change', () => set({ dark: isDark(get().choice) }));
  return {
    choice,
    dark: isDark(choice),
    choose(next) {
      writeSetting('theme', next);
      set({ choice: next, dark: isDark(next) });
    },
  };
});

/** Puts the theme on the page; on the root, because dialogs and menus are rendered outside the app's element. */
export function useTheme(): void {
  const dark = useThemeStore((s) => s.dark);
  useEffect(() => {
    const root = document.documentElement;
    root.classList.toggle('cds--g100', dark);
    root.classList.toggle('cds--white', !dark);
    root.style.colorScheme = dark ? 'dark' : 'light';
  }, [dark]);
}
