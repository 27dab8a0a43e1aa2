import { createLogger, readEnvironment, runServer } from '@headrace/http';
import { clientRequest } from '@headrace/tls';
import { createGateway } from './gateway.ts';
import { routesOf } from './routes.ts';

const environment = readEnvironment('gateway');
const log = createLogger('gateway');
const { port, origin, keys } = environment;
const app = createGateway(routesOf(environment), { log, port, origin, request: clientRequest(keys.client) });
await runServer({ app, port, log });
