import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { configYaml, moduleFlags, restProtocol } from '@headrace/engine';
import { fetchTestJars, testEngineHome } from '../../support/engine.ts';
import { type Ended, runToEnd } from './headrace.ts';

/** Runs a script in Flink's own SQL client, through a SQL gateway of Flink's, as somebody would who has no Headrace. */
export async function sqlClient(script: string, sqlGateway: string, keys: string, folder: string): Promise<Ended> {
  const home = await testEngineHome();
  const client = await fetchTestJars('sql-client', join(import.meta.dirname, 'sql-client'));
  const conf = join(folder, 'sql-client');
  mkdirSync(conf, { recursive: true });
  const file = join(conf, 'flow.sql');
  writeFileSync(file, script);
  writeFileSync(
    join(conf, 'config.yaml'),
    configYaml({ 'security.ssl.rest.authentication-enabled': true, ...restProtocol }),
  );
  const classPath = [home.flinkStarter, join(client, '*'), join(home.flinkJars, '*')].join(delimiter);
  const main = join(import.meta.dirname, 'sql-client', 'SqlClientWithKeys.java');
  const jvm = [
    '-Xmx300m',
    ...moduleFlags,
    `-Dlog4j.configurationFile=${home.log4j}`,
    `-Dheadrace.keys=${keys}`,
    '-cp',
    classPath,
  ];
  return runToEnd(home.java, [...jvm, main, 'gateway', '-e', sqlGateway, '-f', file], { FLINK_CONF_DIR: conf });
}
