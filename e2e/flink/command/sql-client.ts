import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { moduleFlags } from '@headrace/engine';
import { fetchTestJars, testEngineHome } from '../../support/engine.ts';
import { type Ended, runToEnd } from './headrace.ts';

/** Runs a script in Flink's own SQL client, through a SQL gateway of Flink's, as somebody would who has no Headrace. */
export async function sqlClient(script: string, sqlGateway: string, folder: string): Promise<Ended> {
  const home = await testEngineHome();
  const client = await fetchTestJars('sql-client', join(import.meta.dirname, 'sql-client'));
  const conf = join(folder, 'sql-client');
  mkdirSync(conf, { recursive: true });
  const file = join(conf, 'flow.sql');
  writeFileSync(file, script);
  writeFileSync(join(conf, 'config.yaml'), '');
  const classPath = [join(client, '*'), join(home.flinkJars, '*')].join(delimiter);
  const main = 'org.apache.flink.table.client.SqlClient';
  const jvm = ['-Xmx300m', ...moduleFlags, `-Dlog4j.configurationFile=${home.log4j}`, '-cp', classPath];
  return runToEnd(home.java, [...jvm, main, 'gateway', '-e', sqlGateway, '-f', file], { FLINK_CONF_DIR: conf });
}
