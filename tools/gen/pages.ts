import { apiPage, openApiText } from './api-page.ts';
import { commandLinePage } from './command-line-page.ts';
import { connectionPages } from './connection-pages.ts';
import { connectionsPage } from './connections-page.ts';
import { diagnosticsPage } from './diagnostics-page.ts';
import { expressionsPage } from './expressions-page.ts';
import { flowDocumentPage } from './flow-document-page.ts';
import { limitsPage } from './limits-page.ts';
import { nodePages } from './node-pages.ts';
import { platformsPage } from './platforms-page.ts';

/** All pages of documentation, by path. They follow from the catalogues as they were when this module was loaded. */
export const pages = (root: string): Record<string, string> => ({
  ...nodePages(root),
  ...connectionPages(root),
  'docs/openapi.json': openApiText(),
  ...apiPage(),
  ...commandLinePage(),
  ...connectionsPage(),
  ...diagnosticsPage(),
  ...expressionsPage(),
  ...flowDocumentPage(),
  ...limitsPage(),
  ...platformsPage(),
});
