import { createBrowserHistory, createMemoryHistory } from '@tanstack/react-router';

/** The addresses that this page has shown; in a test without a page, of nobody. */
export const history = typeof document === 'undefined' ? createMemoryHistory() : createBrowserHistory();

/** Goes to an address of this app; `replace` leaves no step for the Back button. */
export function navigate(to: string, options: { replace?: boolean } = {}): void {
  if (to === history.location.href) return;
  if (options.replace) history.replace(to);
  else history.push(to);
}
