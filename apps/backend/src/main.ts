import { createLogger, readEnvironment, runServer } from '@headrace/http';
import { backendApp } from './app.ts';
import { startServices } from './services.ts';

// What it keeps is for its own user only, whoever starts it.
process.umask(0o077);
const env = readEnvironment('backend');
const log = createLogger('backend');
const services = await startServices(env, log);
await runServer({
  app: backendApp(services, env, log),
  port: env.port,
  keys: env.keys.server,
  log,
  onStop: services.close,
});
