import { createLogger, readEnvironment, runServer } from '@headrace/http';
import { readCredentials } from '@headrace/kafka';
import { kafkaAdminApp } from './app.ts';
import { openConnections } from './connections.ts';

const environment = readEnvironment('kafka-admin');
const { port, origin } = environment;
const log = createLogger('kafka-admin');
const connections = openConnections(environment.connectionsFile, readCredentials(environment.kafkaCredentials));
const app = kafkaAdminApp(connections, { log, port, origin });
await runServer({ app, port, keys: environment.keys.server, log, onStop: () => connections.close() });
