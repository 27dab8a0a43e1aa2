import { useMemo } from 'react';
import { useRoute } from '../../../lib/route.ts';
import { readSettings, type Settings } from './settings.ts';

/** The settings as the address says them. */
export function useSettings(): Settings {
  const route = useRoute();
  const query = route.page === 'network' ? route.query : '';
  return useMemo(() => readSettings(query), [query]);
}
