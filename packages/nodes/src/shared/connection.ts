import { type ConnectionView, nearest, type Report } from '@headrace/flow';

/** The connection that a node names, if it is registered; reports it otherwise. */
export function requireConnection(
  name: string,
  connections: ReadonlyMap<string, ConnectionView>,
  report: Report,
): ConnectionView | undefined {
  const found = connections.get(name);
  if (found) return found;
  const names = [...connections.keys()];
  const guess = nearest(name, names) ?? (names.length === 1 ? names[0] : undefined);
  report({
    code: 'node/unknown-connection',
    message: `There is no connection '${name}'. ${names.length > 0 ? `There are: ${names.join(', ')}.` : 'Ask an administrator to register one.'}`,
    path: ['connection'],
    ...(guess === undefined ? {} : { fix: { title: `Use '${guess}'`, value: guess } }),
  });
  return undefined;
}

/** Kafka's own rule. Source: https://kafka.apache.org/documentation/ (topic names), `Topic.validate`. */
export function checkTopic(topic: string, report: Report): void {
  if (/^[a-zA-Z0-9._-]{1,249}$/.test(topic) && topic !== '.' && topic !== '..') return;
  report({
    code: 'node/topic-name',
    message: `Kafka has no topics named '${topic}': letters, digits, dots, dashes and underscores, at most 249.`,
    path: ['topic'],
  });
}
