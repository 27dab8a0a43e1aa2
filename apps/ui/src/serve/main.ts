import { join } from 'node:path';
import { createApp, createLogger, readEnvironment, runServer } from '@headrace/http';
import { addPages } from './pages.ts';
import { readFiles } from './static-files.ts';

/** Serves the built pages of the user interface. */
const { port, origin, keys } = readEnvironment('ui');
const log = createLogger('ui');
const app = createApp({ log, port, origin });
addPages(app, readFiles(join(import.meta.dirname, '..', '..', 'dist')));
await runServer({ app, port, keys: keys.server, log });
