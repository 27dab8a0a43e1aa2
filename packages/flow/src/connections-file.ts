import { positionOf, readYaml, toData, type YamlFault } from '@headrace/yaml';
import * as z from 'zod';
import { Connection } from './connection.ts';
import { conform } from './words/sentence.ts';

/** How much is read at most: far above what an administrator registers. */
const bounds = { characters: 4_000_000, depth: 100, of: 'a list of connections' } as const;

/** Why a file of connections cannot be read, and where. Nothing of what stands in it is said: it may be a secret. */
export type ConnectionsFault = YamlFault;

/** Reads the file that lists the registered connections (YAML or JSON). Never throws; an empty file lists none. */
export function parseConnections(text: string): { readonly connections: readonly Connection[] } | ConnectionsFault {
  const yaml = readYaml(text, bounds);
  if ('code' in yaml) return yaml;
  const list = conform(z.array(Connection), toData(yaml) ?? []);
  if ('data' in list) return { connections: list.data };
  const path = list.mismatches[0]?.path ?? [];
  const field = path.at(-1);
  const message =
    typeof field === 'string'
      ? `A connection's ${field} is missing or not right.`
      : 'The file is a list of connections, each with name, kind and bootstrapServers; this is something else.';
  return { code: 'connections/invalid', message, ...positionOf(yaml, path) };
}

/** The same as the problem that a server answers with: who uses it cannot mend the file. */
export const connectionsProblem = ({ message, line, column }: ConnectionsFault) => ({
  code: 'connections/invalid' as const,
  status: 500,
  title: `The file of connections is not right at line ${line}, column ${column}. An administrator must correct it.`,
  detail: message,
});
