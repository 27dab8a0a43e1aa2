import { useLocation } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { navigate } from '../../../lib/history.ts';
import { type ListSettings, listAddress, readSettings } from './list-settings.ts';

/** Browsers take a limited number of changes of the address in a while, fewer than somebody types. In ms. */
const pause = 250;

/** The settings in the address, and what changes them. The search is ahead of the address while somebody types. */
export function useListSettings(): [ListSettings, (change: Partial<ListSettings>) => void] {
  const settings = readSettings(useLocation({ select: (location) => location.searchStr }));
  const [typed, setTyped] = useState<string>();
  const search = typed ?? settings.search;
  const shown = typed === undefined ? settings : { ...settings, search, page: 1 };
  const address = listAddress(shown);
  useEffect(() => {
    if (typed === undefined) return;
    const timer = setTimeout(() => {
      navigate(address, { replace: true });
      setTyped(undefined);
    }, pause);
    return () => clearTimeout(timer);
  }, [typed, address]);
  return [
    shown,
    (change) => {
      if (change.search !== undefined && Object.keys(change).length === 1) return setTyped(change.search);
      setTyped(undefined);
      navigate(listAddress({ ...shown, page: 1, ...change }), { replace: true });
    },
  ];
}
