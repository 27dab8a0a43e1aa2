import type { TopicUse } from '../catalogue/node-type.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { Connections, TypedGraph } from './infer.ts';

interface Use extends TopicUse {
  readonly node: string;
  /** Where the connection leads, so that two connections to one cluster are one. */
  readonly cluster: string;
}

/**
 * Destinations that write to a topic which the flow reads: the flow then reads what it writes, without end where that goes
 * back to the destination. Also destinations whose topics have names that Kafka takes for one.
 */
export function topicLoops(graph: TypedGraph, connections: Connections): Diagnostic[] {
  const uses = usesOf(graph, connections);
  const key = ({ cluster, topic }: Use) => JSON.stringify([cluster, topic]);
  const readers = Map.groupBy(
    uses.filter((u) => u.access === 'reads'),
    key,
  );
  const found: Diagnostic[] = [];
  for (const sink of uses.filter((u) => u.access === 'writes')) {
    const sources = readers.get(key(sink));
    if (!sources) continue;
    const above = upstream(graph, sink.node);
    const own = sources.find((s) => above.has(s.node));
    const source = (own ?? sources[0]) as Use;
    const message = own
      ? `'${sink.node}' writes to ${sink.topic}, which '${own.node}' reads: each event that goes through is read again, without end. Choose another topic.`
      : `'${sink.node}' writes to ${sink.topic}, which '${source.node}' of the same flow reads. Connect the nodes, or choose another topic if that is not meant.`;
    const code = own ? 'flow/topic-loop' : 'flow/topic-read-again';
    found.push({ code, severity: 'warning', message, place: { node: sink.node, path: ['config', 'topic'] } });
  }
  return [...found, ...collisions(uses)];
}

function usesOf({ nodes }: TypedGraph, connections: Connections): Use[] {
  return [...nodes.values()].flatMap(({ name, type, config }) => {
    const use = config === undefined ? undefined : type?.topic?.(config);
    if (!use || use.topic === '') return [];
    const cluster = connections.get(use.connection)?.bootstrapServers ?? use.connection;
    return [{ ...use, node: name, cluster }];
  });
}

/** All nodes that feed a node, at any distance. */
function upstream({ nodes }: TypedGraph, node: string): ReadonlySet<string> {
  const found = new Set<string>();
  const next = [node];
  for (let name = next.pop(); name !== undefined; name = next.pop())
    for (const feed of Object.values(nodes.get(name)?.feeds ?? {}))
      if (!found.has(feed.node)) {
        found.add(feed.node);
        next.push(feed.node);
      }
  return found;
}

function collisions(uses: readonly Use[]): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const same of Map.groupBy(uses, (u) => JSON.stringify([u.cluster, collisionKey(u.topic)])).values())
    for (const sink of same.filter((u) => u.creates)) {
      const other = same.find((u) => u.topic !== sink.topic);
      if (!other) continue;
      const message = `${collisionSentence(sink.topic, other.topic)} '${other.node}' uses ${other.topic}.`;
      const place = { node: sink.node, path: ['config', 'topic'] };
      found.push({ code: 'flow/topic-collision', severity: 'warning', message, place });
    }
  return found;
}

/**
 * What two topic names have in common when Kafka refuses to have both: in the names of its metrics a dot becomes an
 * underscore. Source: org.apache.kafka.common.internals.Topic, `unifyCollisionChars`
 */
const collisionKey = (topic: string): string => topic.replaceAll('.', '_');

/** The topic beside which Kafka creates no topic of a name. */
export const collidingTopic = (name: string, existing: readonly string[]): string | undefined =>
  existing.find((other) => other !== name && collisionKey(other) === collisionKey(name));

/** Why a topic cannot be created beside another one, and what to do. */
export const collisionSentence = (topic: string, existing: string): string =>
  `Kafka takes . and _ in names of topics for the same, so ${topic} collides with ${existing}. Choose another name.`;
