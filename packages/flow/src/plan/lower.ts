import { existing } from '@headrace/text';
import { settingsOf } from '../catalogue/connection-kind.ts';
import type {
  InputRelations,
  KeptState,
  Lowered,
  MessageReader,
  NodeType,
  ResourceUse,
  SourceReading,
} from '../catalogue/node-type.ts';
import { type Diagnostic, hasErrors } from '../diagnostic.ts';
import { checkNodeCasts } from '../expressions/check-node.ts';
import type { Connections, TypedGraph, TypedNode } from '../graph/infer.ts';
import { portKey } from '../graph/link.ts';
import { sqlName } from '../sql/quote.ts';
import type { OnConflict, Query, Statement } from '../sql/tree.ts';
import { clientId } from './client-id.ts';
import { lowerPorts } from './lower-ports.ts';
import type { PlannedRelation } from './planned-relation.ts';
import { type PortTypes, typedRelation, typesOf } from './port-types.ts';

export type CreateTable = Extract<Statement, { kind: 'create-table' }>;

/** Stage *lower*: one relation for each port of every valid node, as SQL trees, in the order of the graph. */
export interface Plan {
  readonly tables: readonly PlannedTable[];
  /** What the nodes read and write outside. */
  readonly resources: readonly PlannedResource[];
  readonly relations: readonly PlannedRelation[];
  readonly inserts: readonly {
    readonly node: string;
    readonly table: string;
    readonly query: Query;
    readonly onConflict?: OnConflict;
    readonly reads: readonly string[];
  }[];
  /** The state that nodes keep in Flink. */
  readonly states: readonly { readonly node: string; readonly state: KeptState }[];
  /** Settings that nodes ask for, by Flink's names. */
  readonly settings: Readonly<Record<string, string>>;
  /** Nodes that need types which only the planner knows, and their readers: compile again with its answer. */
  readonly needsTypes: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface PlannedTable {
  readonly node: string;
  readonly table: CreateTable;
  /** How it is read; absent for a table that is written. */
  readonly source?: SourceReading;
}

/** A resource of a connection that a node reads or writes. */
export interface PlannedResource extends ResourceUse {
  readonly node: string;
  /** The word of the kind of connection. */
  readonly kind: string;
  /** Where the connection leads; see `ConnectionKind.address`. */
  readonly address: string;
}

export interface LowerOptions {
  readonly connections: Connections;
  /** The columns' types that the planner has determined; destinations need them. */
  readonly planner: PortTypes;
  /** The flow's id, or its name. */
  readonly owner: string;
  readonly reader: MessageReader;
}

export interface LoweredNode {
  readonly tables: Plan['tables'];
  readonly resources: Plan['resources'];
  readonly relations: Plan['relations'];
  readonly inserts: Plan['inserts'];
  readonly states: Plan['states'];
  readonly settings: Plan['settings'];
  readonly needsTypes: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

export type LowerNode = (
  node: TypedNode,
  sources: Readonly<Record<string, string>>,
  options: LowerOptions,
) => LoweredNode;

export function lower(graph: TypedGraph, options: LowerOptions, lowerOne: LowerNode = lowerNode): Plan {
  const tables: PlannedTable[] = [];
  const resources: PlannedResource[] = [];
  const relations: PlannedRelation[] = [];
  const inserts: Plan['inserts'][number][] = [];
  const states: Plan['states'][number][] = [];
  const settings: Record<string, string> = {};
  const needsTypes = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  for (const name of graph.order) {
    const node = existing(graph.nodes.get(name));
    if (node.state !== 'valid') continue;
    if (Object.values(node.feeds).some((from) => needsTypes.has(from.node))) {
      needsTypes.add(name);
      continue;
    }
    const sources: Record<string, string> = {};
    for (const [input, from] of Object.entries(node.feeds))
      sources[input] = portKey(from.node, from.port, graph.nodes.get(from.node)?.type);
    const one = lowerOne(node, sources, options);
    tables.push(...one.tables);
    resources.push(...one.resources);
    relations.push(...one.relations);
    inserts.push(...one.inserts);
    states.push(...one.states);
    Object.assign(settings, one.settings);
    diagnostics.push(...one.diagnostics);
    if (one.needsTypes) needsTypes.add(name);
  }
  diagnostics.push(...clashes(tables, relations));
  return { tables, resources, relations, inserts, states, settings, needsTypes: [...needsTypes], diagnostics };
}

export function lowerNode(
  node: TypedNode,
  sources: Readonly<Record<string, string>>,
  options: LowerOptions,
): LoweredNode {
  const { name } = node;
  const type = existing(node.type);
  const inputs = typedInputs(node.inputs, sources, options.planner);
  const lowered: Lowered = type.lower({
    name,
    config: node.config,
    inputs,
    connections: options.connections,
    flowId: () => clientId(options.owner),
    reader: options.reader,
    nodeId: () => clientId(options.owner, name),
    source: (input) => existing(sources[input]),
    table: (suffix) => `${name}.${suffix}`,
    origin: (...path) => ({ node: name, path: ['config', ...path] }),
  });
  const casts = newCasts(node, type, inputs);
  if (hasErrors(casts)) return { ...nothing, needsTypes: true, diagnostics: casts };
  const reads = [...new Set(Object.values(sources))];
  const ports = lowerPorts(node, lowered.relations, options.planner, reads);
  return {
    tables: (lowered.tables ?? []).map((table) => ({
      node: name,
      table,
      ...(lowered.source ? { source: lowered.source } : {}),
    })),
    resources: resourcesOf(node, options.connections),
    relations: ports.relations,
    inserts: (lowered.inserts ?? []).map((i) => ({ node: name, ...i, reads })),
    states: lowered.state ? [{ node: name, state: lowered.state }] : [],
    settings: lowered.settings ?? {},
    needsTypes: lowered.needsTypes === true || ports.needsTypes,
    diagnostics: [...casts, ...ports.diagnostics],
  };
}

/** The inputs with the types of the planner; the same object where it has said nothing of them. */
function typedInputs(
  inputs: InputRelations,
  sources: Readonly<Record<string, string>>,
  planner: PortTypes,
): InputRelations {
  let typed = inputs;
  for (const port of Object.keys(inputs)) {
    const types = typesOf(planner, existing(sources[port]));
    if (types) typed = { ...typed, [port]: typedRelation(existing(inputs[port]), types) };
  }
  return typed;
}

const nothing = { tables: [], resources: [], relations: [], inserts: [], states: [], settings: {} } as const;

/** What a node reads and writes outside. A connection that is not registered has an address of its own. */
export function resourcesOf({ name, type, config }: TypedNode, connections: Connections): PlannedResource[] {
  const { connects } = type ?? {};
  if (!connects) return [];
  const { kind } = connects;
  const uses = (type?.resources?.(config) ?? []).filter(({ resource }) => resource !== '');
  return uses.map((use) => {
    const settings = settingsOf(connects, connections.get(use.connection)) ?? connects.assumed(use.connection);
    return { ...use, node: name, kind, address: connects.address(settings) };
  });
}

/** Diagnostics that depend on the types of the planner; the others were reported with the node. */
function newCasts(node: TypedNode, type: NodeType, inputs: InputRelations): readonly Diagnostic[] {
  const typed = (port: string, relations: InputRelations) => relations[port]?.columns.filter((c) => c.type).length;
  const isTyped = (port: string) =>
    inputs[port] !== node.inputs[port] && typed(port, inputs) !== typed(port, node.inputs);
  if (inputs === node.inputs || !Object.keys(inputs).some(isTyped)) return [];
  const said = new Set(node.diagnostics.map((d) => d.message));
  return checkNodeCasts(node.name, type, node.config, inputs).filter((d) => !said.has(d.message));
}

/** Reports a node `orders.source` beside the table `orders.source` of node `orders`: they have the same name in SQL. */
function clashes(tables: Plan['tables'], relations: Plan['relations']): Diagnostic[] {
  const streams = new Map<string, string>();
  for (const { port, key, node } of relations) if (port !== undefined) streams.set(sqlName(key), node);
  const ours = [
    ...tables.map(({ node, table }) => ({ node, name: table.name })),
    ...relations.filter(({ port }) => port === undefined).map(({ node, key }) => ({ node, name: key })),
  ];
  return ours.flatMap(({ node, name }) => {
    const other = streams.get(sqlName(name));
    if (other === undefined) return [];
    const message = `A table of '${node}' is called '${name}', like the node '${other}'. Rename the node '${other}'.`;
    return [{ code: 'lower/name-clash', severity: 'error' as const, message, place: { node: other } }];
  });
}
