import { type ConnectionKind, type ConnectionView, nearest, type Report, settingsOf } from '@headrace/flow';

/** The settings of the connection of a kind that a node names; reports one that is not registered, or is of another kind. */
export function requireConnection<Settings extends object>(
  kind: ConnectionKind<Settings>,
  name: string,
  connections: ReadonlyMap<string, ConnectionView>,
  report: Report,
  path: readonly string[],
): Settings | undefined {
  const found = connections.get(name);
  const settings = settingsOf(kind, found);
  if (settings !== undefined) return settings;
  const names = [...connections.values()].filter((c) => c.kind === kind.kind).map((c) => c.name);
  const guess = nearest(name, names) ?? (names.length === 1 ? names[0] : undefined);
  report({
    code: 'node/unknown-connection',
    message: `${found ? `The connection '${name}' is not of the kind ${kind.kind} (${kind.title}).` : `There is no connection '${name}'.`} ${names.length > 0 ? `There are: ${names.join(', ')}.` : 'Ask an administrator to register one.'}`,
    path,
    ...(guess === undefined ? {} : { fix: { title: `Use '${guess}'`, value: guess } }),
  });
  return undefined;
}

/** Reports a name that no resource of the kind can have. */
export function checkResource(
  { resource }: ConnectionKind,
  name: string,
  report: Report,
  path: readonly string[],
): void {
  const message = resource.nameFault(name);
  if (message !== undefined) report({ code: 'node/topic-name', message, path });
}
