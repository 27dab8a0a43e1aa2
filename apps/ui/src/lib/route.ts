import { useSyncExternalStore } from 'react';
import { parseRoute, type Route } from './parse-route.ts';

const changed = new EventTarget();

/** Goes to an address of this app; `replace` leaves no step for the Back button. */
export function navigate(to: string, options: { replace?: boolean } = {}): void {
  if (to === location.pathname + location.search) return;
  if (options.replace) history.replaceState(null, '', to);
  else history.pushState(null, '', to);
  changed.dispatchEvent(new Event('change'));
}

function subscribe(listener: () => void): () => void {
  changed.addEventListener('change', listener);
  addEventListener('popstate', listener);
  return () => {
    changed.removeEventListener('change', listener);
    removeEventListener('popstate', listener);
  };
}

/** The page, and what is looked at on it, as the address bar says. */
export function useRoute(): Route {
  const address = useSyncExternalStore(subscribe, () => location.pathname + location.search);
  return parseRoute(address);
}
