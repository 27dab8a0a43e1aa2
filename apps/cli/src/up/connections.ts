import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { type Connection, parseConnections } from '@headrace/connections';
import { UserError } from '@headrace/text';
import { toYaml } from '@headrace/yaml';

/** Registers the broker that this program starts as `local`; connections that somebody added by hand stay. */
export function writeConnections(file: string, bootstrapServers: string, security?: 'sasl'): void {
  const local: Connection = {
    name: 'local',
    kind: 'kafka',
    description: 'The Kafka broker that comes with Headrace',
    bootstrapServers,
    ...(security === undefined ? {} : { security }),
  };
  const others = readConnections(file).filter(({ name }) => name !== local.name);
  writeFileSync(file, toYaml([local, ...others]));
}

function readConnections(file: string): readonly Connection[] {
  if (!existsSync(file)) return [];
  const read = parseConnections(readFileSync(file, 'utf8'));
  if (!('code' in read)) return read.connections;
  const { line, column, message } = read;
  throw new UserError(
    `${file}:${line}:${column} is not a list of connections: ${message} Correct it or move it away, then start again.`,
  );
}
