import { createLogger, readEnvironment, runServer } from '@headrace/http';
import { createGateway } from './gateway.ts';
import { routesOf } from './routes.ts';

const environment = readEnvironment('gateway');
const log = createLogger('gateway');
const { port, origin } = environment;
await runServer({ app: createGateway(routesOf(environment), { log, port, origin }), port, log });
