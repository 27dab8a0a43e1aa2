import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Refusal } from '@headrace/engine';
import { Connection } from '@headrace/flow';
import { parse, stringify } from 'yaml';
import * as z from 'zod';

/** Registers the broker that this program starts as `local`; connections that somebody added by hand stay. */
export function writeConnections(file: string, bootstrapServers: string): void {
  const local: Connection = {
    name: 'local',
    kind: 'kafka',
    description: 'The Kafka broker that comes with Headrace',
    bootstrapServers,
  };
  const others = readConnections(file).filter(({ name }) => name !== local.name);
  writeFileSync(file, stringify([local, ...others]));
}

function readConnections(file: string): Connection[] {
  if (!existsSync(file)) return [];
  try {
    return z.array(Connection).parse(parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new Refusal(`${file} is not a list of connections: correct it or move it away, then start again.`, { cause });
  }
}
