import type { ConnectionKind } from '../catalogue/connection-kind.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { Connections, TypedGraph } from '../graph/infer.ts';
import { type PlannedResource, resourcesOf } from './lower.ts';

interface Use extends PlannedResource {
  readonly of: ConnectionKind;
}

/**
 * Destinations that write to a resource which the flow reads: the flow then reads what it writes, without end where that goes
 * back to the destination. Also destinations that create a resource whose name collides with that of another one.
 */
export function resourceLoops(graph: TypedGraph, connections: Connections): Diagnostic[] {
  const uses = usesOf(graph, connections);
  const key = ({ kind, address, resource }: Use) => JSON.stringify([kind, address, resource]);
  const readers = Map.groupBy(
    uses.filter((u) => u.role === 'read'),
    key,
  );
  const found: Diagnostic[] = [];
  for (const sink of uses.filter((u) => u.role === 'write')) {
    const sources = readers.get(key(sink)) ?? [];
    const above = upstream(graph, sink.node);
    const own = sources.find((s) => above.has(s.node));
    const source = own ?? sources[0];
    if (!source) continue;
    const message = own
      ? `'${sink.node}' writes to ${sink.resource}, which '${own.node}' reads: each event that goes through is read again, without end. Choose another ${sink.of.resource.word}.`
      : `'${sink.node}' writes to ${sink.resource}, which '${source.node}' of the same flow reads. Connect the nodes, or choose another ${sink.of.resource.word} if that is not meant.`;
    const code = own ? 'flow/topic-loop' : 'flow/topic-read-again';
    found.push({ code, severity: 'warning', message, place: placeIn(sink) });
  }
  return [...found, ...collisions(uses)];
}

function usesOf({ nodes }: TypedGraph, connections: Connections): Use[] {
  return [...nodes.values()].flatMap((node) => {
    const of = node.type?.connects;
    if (!of || node.config === undefined) return [];
    return resourcesOf(node, connections).map((use) => ({ ...use, of }));
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
  for (const same of Map.groupBy(uses, (u) => JSON.stringify([u.kind, u.address])).values())
    for (const sink of same.filter((u) => u.create !== undefined)) {
      const collision = sink.of.resource.collision?.(
        sink.resource,
        same.map((u) => u.resource),
      );
      const other = same.find((u) => u.resource === collision?.existing);
      if (!collision || !other) continue;
      const message = `${collision.message} '${other.node}' uses ${other.resource}.`;
      found.push({ code: 'flow/topic-collision', severity: 'warning', message, place: placeIn(sink) });
    }
  return found;
}

const placeIn = ({ node, path }: Use): Diagnostic['place'] => ({ node, path: ['config', ...path] });
