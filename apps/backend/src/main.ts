import { createLogger, readEnvironment, runServer } from '@headrace/http';
import { UserError } from '@headrace/text';
import { backendApp } from './app.ts';
import { startServices } from './services.ts';

// What it keeps is for its own user only, whoever starts it.
process.umask(0o077);
const env = readEnvironment('backend');
const log = createLogger('backend');
const services = await startServices(env, log).catch((error: unknown) => {
  if (!(error instanceof UserError)) throw error;
  log.fatal(error.message);
  process.exit(1);
});
await runServer({
  app: backendApp(services, env, log),
  port: env.port,
  keys: env.keys.server,
  log,
  onStop: services.close,
});
