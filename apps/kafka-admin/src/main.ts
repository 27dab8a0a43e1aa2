import { createApp, createLogger, readEnvironment, runServer } from '@headrace/http';
import { readCredentials } from '@headrace/kafka';
import { openConnections } from './connections.ts';
import { addRoutes } from './routes.ts';

const environment = readEnvironment('kafka-admin');
const log = createLogger('kafka-admin');
const connections = openConnections(environment.connectionsFile, readCredentials(environment.kafkaCredentials));
const app = createApp({ log, port: environment.port, origin: environment.origin });
addRoutes(app, connections);
await runServer({ app, port: environment.port, keys: environment.keys.server, log, onStop: () => connections.close() });
