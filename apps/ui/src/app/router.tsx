import { createRouter, type RouterHistory } from '@tanstack/react-router';
import { history } from '../lib/history.ts';
import { parseSearch, stringifySearch } from '../lib/search.ts';
import { PageError } from './page-error.tsx';
import { PageLoading } from './page-loading.tsx';
import { routeTree } from './routes.tsx';

/** @param of the window; another one in tests */
export function createAppRouter(of: RouterHistory) {
  return createRouter({
    routeTree,
    history: of,
    parseSearch,
    stringifySearch,
    defaultPendingComponent: PageLoading,
    defaultErrorComponent: PageError,
    // A page that is a link away is fetched when somebody points at the link.
    defaultPreload: 'intent',
  });
}

export const router = createAppRouter(history);

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
