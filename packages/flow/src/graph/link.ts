import { existing } from '@headrace/text';
import type { Catalogue, NodeType } from '../catalogue/node-type.ts';
import type { Diagnostic, DiagnosticCode } from '../diagnostic.ts';
import type { FlowDocument, FlowNode } from '../document/schema.ts';
import { sqlName } from '../sql/quote.ts';
import { nearest } from './nearest.ts';

export interface PortRef {
  readonly node: string;
  readonly port: string;
}

export interface Edge {
  readonly from: PortRef;
  readonly to: PortRef;
}

export interface LinkedNode {
  readonly name: string;
  readonly node: FlowNode;
  readonly type: NodeType | undefined;
  /** What feeds each input port, where that could be resolved. */
  readonly feeds: Readonly<Record<string, PortRef>>;
  readonly diagnostics: readonly Diagnostic[];
  /** Something is missing rather than wrong: an input that is not connected yet. */
  readonly incomplete: boolean;
}

/** Stage *link*: names resolved to ports, cycles found, nodes in an order in which each comes after what feeds it. */
export interface FlowGraph {
  readonly nodes: ReadonlyMap<string, LinkedNode>;
  readonly order: readonly string[];
  readonly edges: readonly Edge[];
}

/** The name of a port's stream: the node's own for its first port, `node.port` for the others. */
export function portKey(node: string, port: string, type: NodeType | undefined): string {
  return type === undefined || type.outputs[0]?.name === port ? node : `${node}.${port}`;
}

export function link(document: FlowDocument, catalogue: Catalogue): FlowGraph {
  const all = new Map(Object.entries(document.spec.nodes));
  const typeOf = (name: string) => {
    const type = all.get(name)?.type;
    return type !== undefined && Object.hasOwn(catalogue, type) ? catalogue[type] : undefined;
  };
  const clashes = clashingNames(all, typeOf);
  const nodes = new Map<string, LinkedNode>();
  const unknown = new UnknownInputs(all, typeOf);
  for (const [name, node] of all) nodes.set(name, linkNode(name, node, all, typeOf, catalogue, clashes, unknown));
  const { order, onCycle } = sort(nodes);
  const more = onCycle.length - mostNamed;
  const circle = `${onCycle.slice(0, mostNamed).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  for (const name of onCycle) {
    const n = existing(nodes.get(name));
    const cycle: Diagnostic = {
      code: 'link/cycle',
      severity: 'error',
      message: `'${name}' feeds itself: ${circle} form a cycle. Remove one of these connections.`,
      place: { node: name, path: ['from'] },
    };
    nodes.set(name, { ...n, diagnostics: [...n.diagnostics, cycle] });
  }
  const edges: Edge[] = [];
  for (const n of nodes.values())
    for (const [port, from] of Object.entries(n.feeds)) edges.push({ from, to: { node: n.name, port } });
  return { nodes, order, edges };
}

/** The most names of a cycle in one message. With all names the messages would grow with the square of its length. */
const mostNamed = 10;

/** The most unknown inputs for which a name is proposed, since each is compared with all names. */
const mostGuesses = 20;

type TypeOf = (name: string) => NodeType | undefined;

/** Finds streams that have the same name in SQL, such as port `b` of node `a` and node `a.b`. */
function clashingNames(all: ReadonlyMap<string, FlowNode>, typeOf: TypeOf): Map<string, string> {
  const owner = new Map<string, string>();
  const clashes = new Map<string, string>();
  for (const name of all.keys()) {
    const type = typeOf(name);
    const take = (key: string) => {
      const other = owner.get(sqlName(key));
      if (other !== undefined && other !== name) clashes.set(name, other);
      else owner.set(sqlName(key), name);
    };
    take(name);
    for (const port of type?.outputs ?? []) take(portKey(name, port.name, type));
  }
  return clashes;
}

function linkNode(
  name: string,
  node: FlowNode,
  all: ReadonlyMap<string, FlowNode>,
  typeOf: TypeOf,
  catalogue: Catalogue,
  clashes: ReadonlyMap<string, string>,
  unknown: UnknownInputs,
): LinkedNode {
  const diagnostics: Diagnostic[] = [];
  const fault = (code: DiagnosticCode, message: string, path: (string | number)[]) =>
    diagnostics.push({ code, severity: 'error', message, place: { node: name, path } });
  if (name === '') fault('link/no-name', 'This node has no name. Give it one.', []);
  const clash = clashes.get(name);
  if (clash !== undefined)
    fault('link/name-clash', `'${name}' and '${clash}' would have streams of the same name. Rename one of them.`, []);
  const type = typeOf(name);
  if (!type) {
    const guess = nearest(node.type, Object.keys(catalogue));
    const near =
      guess === undefined ? `The types are ${Object.keys(catalogue).join(', ')}.` : `Did you mean '${guess}'?`;
    diagnostics.push({
      code: 'link/unknown-type',
      severity: 'error',
      message: `There is no node type '${node.type}'. ${near}`,
      place: { node: name, path: ['type'] },
      ...(guess === undefined ? {} : { fix: { title: `Use '${guess}'`, node: name, path: ['type'], value: guess } }),
    });
  }
  const feeds: Record<string, PortRef> = {};
  const written = feedEntries(node, type);
  for (const { port, source, path } of written) {
    const ref = resolve(source, all, typeOf);
    if (ref) feeds[port] = ref;
    else fault('link/unknown-input', unknown.message(source), path);
  }
  const incomplete = type ? checkInputs(type, written, name, diagnostics) : false;
  return { name, node, type, feeds, diagnostics, incomplete };
}

interface WrittenFeed {
  port: string;
  source: string;
  path: (string | number)[];
}

/** The feeds as written, each with the input port that it names or stands for. */
function feedEntries(node: FlowNode, type: NodeType | undefined): WrittenFeed[] {
  const from = node.from;
  if (from === undefined) return [];
  const first = type?.inputs.kind === 'named' ? (type.inputs.ports[0]?.name ?? 'in') : '1';
  if (typeof from === 'string') return [{ port: first, source: from, path: ['from'] }];
  if (Array.isArray(from)) return from.map((source, i) => ({ port: String(i + 1), source, path: ['from', i] }));
  return Object.entries(from).map(([port, source]) => ({ port, source, path: ['from', port] }));
}

function resolve(source: string, all: ReadonlyMap<string, FlowNode>, typeOf: TypeOf): PortRef | undefined {
  if (all.has(source)) return { node: source, port: typeOf(source)?.outputs[0]?.name ?? 'out' };
  const dot = source.lastIndexOf('.');
  const [node, port] = [source.slice(0, dot), source.slice(dot + 1)];
  if (dot <= 0 || !all.has(node)) return undefined;
  return typeOf(node)?.outputs.some((p) => p.name === port) ? { node, port } : undefined;
}

/** Messages about unknown inputs; the first of them propose the nearest name. */
class UnknownInputs {
  private readonly all: ReadonlyMap<string, FlowNode>;
  private readonly typeOf: TypeOf;
  private names: readonly string[] | undefined;
  private left = mostGuesses;

  constructor(all: ReadonlyMap<string, FlowNode>, typeOf: TypeOf) {
    this.all = all;
    this.typeOf = typeOf;
  }

  message(source: string): string {
    const guess = this.left-- > 0 ? nearest(source, this.streams()) : undefined;
    return `There is no stream '${source}'. ${guess === undefined ? 'Connect another node.' : `Did you mean '${guess}'?`}`;
  }

  private streams(): readonly string[] {
    const { all, typeOf } = this;
    this.names ??= [...all.keys()].flatMap((n) => typeOf(n)?.outputs.map((p) => portKey(n, p.name, typeOf(n))) ?? [n]);
    return this.names;
  }
}

function checkInputs(type: NodeType, written: readonly WrittenFeed[], name: string, into: Diagnostic[]): boolean {
  const { inputs } = type;
  const wrong = (
    code: DiagnosticCode,
    message: string,
    path: (string | number)[],
    severity: 'error' | 'warning' = 'error',
  ) => into.push({ code, severity, message, place: { node: name, path } });
  if (inputs.kind === 'none') {
    if (written.length > 0)
      wrong('link/no-inputs', `A node of type ${type.title} takes no input. Remove 'from'.`, ['from']);
    return false;
  }
  if (inputs.kind === 'many') {
    const missing = written.length < inputs.min;
    if (missing) wrong('link/missing-input', `'${name}' needs at least ${inputs.min} inputs. Connect them.`, ['from']);
    return missing;
  }
  const known = inputs.ports.map((p) => p.name);
  for (const w of written)
    if (!known.includes(w.port))
      wrong('link/unknown-port', `${type.title} has no input '${w.port}', only ${known.join(', ')}.`, w.path);
  const missing = inputs.ports.filter((p) => !written.some((w) => w.port === p.name));
  for (const p of missing)
    wrong(
      'link/missing-input',
      inputs.ports.length === 1
        ? `'${name}' has no input yet. Connect a node to it.`
        : `Connect a node to the input '${p.title}'.`,
      ['from'],
    );
  return missing.length > 0;
}

/** Kahn's algorithm in document order. The nodes that are left are on a cycle or behind one. */
function sort(nodes: ReadonlyMap<string, LinkedNode>): { order: string[]; onCycle: string[] } {
  const inputsLeft = new Map<string, number>();
  const readers = new Map<string, string[]>();
  for (const n of nodes.values()) {
    const sources = new Set(Object.values(n.feeds).map((f) => f.node));
    inputsLeft.set(n.name, sources.size);
    for (const s of sources) {
      const known = readers.get(s);
      if (known) known.push(n.name);
      else readers.set(s, [n.name]);
    }
  }
  const order = [...nodes.keys()].filter((n) => inputsLeft.get(n) === 0);
  // The list grows while it is walked.
  for (const sorted of order)
    for (const reader of readers.get(sorted) ?? []) {
      const left = existing(inputsLeft.get(reader)) - 1;
      inputsLeft.set(reader, left);
      if (left === 0) order.push(reader);
    }
  const done = new Set(order);
  const left = [...nodes.keys()].filter((n) => !done.has(n));
  const onCycle = cyclic(left, readers);
  return { order: [...order, ...left], onCycle };
}

/** Of the nodes that are left, those on a cycle (the others are only behind one). */
function cyclic(left: readonly string[], readers: ReadonlyMap<string, readonly string[]>): string[] {
  const remaining = new Set(left);
  for (let changed = true; changed; ) {
    changed = false;
    for (const n of remaining)
      if (!(readers.get(n) ?? []).some((r) => remaining.has(r))) changed = remaining.delete(n) || changed;
  }
  return [...remaining];
}
