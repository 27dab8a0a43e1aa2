import type { ConnectionView } from '../catalogue/connection-kind.ts';
import type { InputRelations } from '../catalogue/node-type.ts';
import type { FlowDocument } from '../document/schema.ts';
import { type Connections, type InferNode, inferNode, type TypedNode } from '../graph/infer.ts';
import { type LinkedNode, portKey } from '../graph/link.ts';
import { beforeOutputKey } from './before-output.ts';
import { type LoweredNode, type LowerNode, lowerNode } from './lower.ts';
import { typesOf } from './port-types.ts';

interface Inferred {
  linked: LinkedNode;
  inputs: InputRelations;
  blocked: boolean;
  connections: Connections;
  result: TypedNode;
}

interface LoweredEntry {
  node: TypedNode;
  sources: Readonly<Record<string, string>>;
  known: readonly unknown[];
  result: LoweredNode;
}

/** The last result for each node, with the arguments that it was computed from. It is reused while they are the same. */
export class IncrementalCache {
  private readonly inferred = new Map<string, Inferred>();
  private readonly lowered = new Map<string, LoweredEntry>();
  private last: { list: readonly ConnectionView[]; views: Connections } | undefined;

  /** The connections by name; the same map for an equal list, so that identity can be compared. */
  connections(list: readonly ConnectionView[]): Connections {
    if (this.last && (this.last.list === list || same(this.last.list, list))) return this.last.views;
    this.last = { list, views: new Map(list.map((c) => [c.name, c])) };
    return this.last.views;
  }

  readonly inferNode: InferNode = (linked, inputs, blocked, connections) => {
    const before = this.inferred.get(linked.name);
    if (
      before &&
      before.blocked === blocked &&
      before.connections === connections &&
      sameLink(before.linked, linked) &&
      sameEntries(before.inputs, inputs)
    )
      return before.result;
    const result = inferNode(linked, inputs, blocked, connections);
    this.inferred.set(linked.name, { linked, inputs, blocked, connections, result });
    return result;
  };

  readonly lowerNode: LowerNode = (node, sources, options) => {
    const asked = [...Object.values(sources), ...beforeOutputKeys(node)];
    const known = [options.owner, options.reader, ...asked.map((key) => typesOf(options.planner, key))];
    const before = this.lowered.get(node.name);
    if (before && before.node === node && sameEntries(before.sources, sources) && sameList(before.known, known))
      return before.result;
    const result = lowerNode(node, sources, options);
    this.lowered.set(node.name, { node, sources, known, result });
    return result;
  };

  /** Removes the results of nodes that the document no longer has. */
  forget(document: FlowDocument): void {
    for (const answers of [this.inferred, this.lowered])
      for (const name of answers.keys()) if (!Object.hasOwn(document.spec.nodes, name)) answers.delete(name);
  }
}

const beforeOutputKeys = ({ name, type, beforeOutput }: TypedNode) =>
  Object.keys(beforeOutput).map((port) => beforeOutputKey(portKey(name, port, type)));

function sameLink(a: LinkedNode, b: LinkedNode): boolean {
  if (a.node !== b.node || a.type !== b.type || a.incomplete !== b.incomplete) return false;
  if (a.diagnostics.length !== b.diagnostics.length) return false;
  if (a.diagnostics.some((d, i) => d.message !== b.diagnostics[i]?.message)) return false;
  const [x, y] = [Object.entries(a.feeds), Object.entries(b.feeds)];
  return x.length === y.length && x.every(([k, v]) => b.feeds[k]?.node === v.node && b.feeds[k]?.port === v.port);
}

function sameEntries(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((k) => a[k] === b[k]);
}

function sameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((x, i) => x === b[i]);
}

function same(a: readonly ConnectionView[], b: readonly ConnectionView[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
