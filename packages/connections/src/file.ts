import { type ConnectionKind, type ConnectionKinds, conform } from '@headrace/flow';
import { positionOf, readYaml, toData, type YamlFault } from '@headrace/yaml';
import { catalogue } from './catalogue.ts';
import { type ConnectionOf, entriesSchema } from './entry.ts';

const all: ConnectionKinds = catalogue;

/** The kind of this word; undefined for none. */
export const kindOf = (kind: string): ConnectionKind | undefined => (Object.hasOwn(all, kind) ? all[kind] : undefined);

/** A registered connection: an entry of the file. */
export type Connection = ConnectionOf<typeof catalogue>;

/** How much is read at most: far above what an administrator registers. */
const bounds = { characters: 4_000_000, depth: 100, of: 'a list of connections' } as const;

/** Why a file of connections cannot be read, and where. Nothing of what stands in it is said: it may be a secret. */
export type ConnectionsFault = YamlFault;

/**
 * Reads the file that lists the registered connections (YAML or JSON). Never throws; an empty file lists none.
 * @param kinds of connections that there are; those of the catalogue unless told otherwise
 */
export function parseConnections(
  text: string,
  kinds: ConnectionKinds = catalogue,
): { readonly connections: readonly Connection[] } | ConnectionsFault {
  const yaml = readYaml(text, bounds);
  if ('code' in yaml) return yaml;
  const list = conform(entriesSchema(kinds), toData(yaml) ?? []);
  if ('data' in list) return { connections: list.data as readonly Connection[] };
  const path = list.mismatches[0]?.path ?? [];
  const field = path.at(-1);
  const message =
    field === 'kind'
      ? `A connection's kind is missing or not right. There are ${Object.keys(kinds).join(', ')}.`
      : typeof field === 'string'
        ? `A connection's ${field} is missing or not right.`
        : 'The file is a list of connections, each with name, kind and the settings of its kind; this is something else.';
  return { code: 'connections/invalid', message, ...positionOf(yaml, path) };
}

/** The same as the problem that a server answers with: who uses it cannot mend the file. */
export const connectionsProblem = ({ message, line, column }: ConnectionsFault) => ({
  code: 'connections/invalid' as const,
  status: 500,
  title: `The file of connections is not right at line ${line}, column ${column}. An administrator must correct it.`,
  detail: message,
});
