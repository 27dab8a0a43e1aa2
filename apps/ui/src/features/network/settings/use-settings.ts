import { useLocation } from '@tanstack/react-router';
import { useMemo } from 'react';
import { readSettings, type Settings } from './settings.ts';

/** The settings as the address says them. */
export function useSettings(): Settings {
  const query = useLocation({ select: (location) => location.searchStr });
  return useMemo(() => readSettings(query), [query]);
}
