import { existing } from '@headrace/text';
import type { ConnectionView } from '../catalogue/connection-kind.ts';
import type { InputRelations, NodeType } from '../catalogue/node-type.ts';
import { type Diagnostic, hasErrors, isStillMissing } from '../diagnostic.ts';
import { checkNodeCasts, checkNodePatterns } from '../expressions/check-node.ts';
import { readConfig } from './config.ts';
import type { Edge, FlowGraph, LinkedNode, PortRef } from './link.ts';
import { applyOutput } from './output/apply.ts';
import { checkOutput } from './output/check.ts';
import type { Relation } from './relation.ts';

/**
 * `unconfigured`: a setting or an input is missing; `error`: the node itself has an error; `blocked`: the node is valid, but
 * one of its inputs is not.
 */
export type NodeState = 'unconfigured' | 'valid' | 'error' | 'blocked';

export interface TypedNode extends LinkedNode {
  /** The configuration as the node's schema read it; undefined where it is invalid. */
  readonly config: unknown;
  readonly inputs: InputRelations;
  /** What each port gives before output properties, and after them. */
  readonly beforeOutput: Readonly<Record<string, Relation>>;
  readonly outputs: Readonly<Record<string, Relation>>;
  readonly state: NodeState;
}

/** Stage *infer*: columns, event time and changelog of every port. */
export interface TypedGraph {
  readonly nodes: ReadonlyMap<string, TypedNode>;
  readonly order: readonly string[];
  readonly edges: readonly Edge[];
  readonly diagnostics: readonly Diagnostic[];
}

export type Connections = ReadonlyMap<string, ConnectionView>;

/** `inferNode`, or a version of it with a cache; see `IncrementalCache`. */
export type InferNode = (
  linked: LinkedNode,
  inputs: InputRelations,
  blocked: boolean,
  connections: Connections,
) => TypedNode;

export function infer(graph: FlowGraph, connections: Connections, inferOne: InferNode = inferNode): TypedGraph {
  const nodes = new Map<string, TypedNode>();
  for (const name of graph.order) {
    const linked = existing(graph.nodes.get(name));
    const inputs: Record<string, Relation> = {};
    let blocked = false;
    for (const [port, from] of Object.entries(linked.feeds)) {
      const relation = relationOf(nodes, from);
      if (relation) inputs[port] = relation;
      blocked ||= nodes.get(from.node)?.state !== 'valid' || !relation;
    }
    nodes.set(name, inferOne(linked, inputs, blocked, connections));
  }
  return {
    nodes,
    order: graph.order,
    edges: graph.edges,
    diagnostics: [...nodes.values()].flatMap((n) => n.diagnostics),
  };
}

function relationOf(nodes: ReadonlyMap<string, TypedNode>, ref: PortRef): Relation | undefined {
  return nodes.get(ref.node)?.outputs[ref.port];
}

/** Infers one node: its configuration, the relations of its ports, its diagnostics. */
export function inferNode(
  linked: LinkedNode,
  inputs: InputRelations,
  blocked: boolean,
  connections: Connections,
): TypedNode {
  const { name, node, type } = linked;
  const nothing = { config: undefined, inputs, beforeOutput: {}, outputs: {} };
  if (!type) return { ...linked, ...nothing, state: 'error' };
  const read = readConfig(name, node, type);
  const diagnostics: Diagnostic[] = [...linked.diagnostics, ...read.diagnostics];
  const ended = (state: NodeState): TypedNode => ({ ...linked, ...nothing, config: read.config, diagnostics, state });
  if (diagnostics.some((d) => d.severity === 'error' && !isStillMissing(d))) return ended('error');
  if (read.missing || linked.incomplete || hasErrors(diagnostics)) return ended('unconfigured');
  if (!allInputs(type, inputs)) return ended('blocked');
  const beforeOutput = type.infer({
    name,
    config: read.config,
    inputs,
    connections,
    report: ({ path = [], severity = 'error', fix, code, message, range }) =>
      diagnostics.push({
        code,
        severity,
        message,
        place: { node: name, path: ['config', ...path], ...(range ? { range } : {}) },
        ...(fix ? { fix: { ...fix, node: name, path: ['config', ...path] } } : {}),
      }),
  });
  diagnostics.push(...checkNodeCasts(name, type, read.config, inputs), ...checkNodePatterns(name, type, read.config));
  diagnostics.push(...checkOutput(name, beforeOutput, node.output));
  const outputs = Object.fromEntries(
    Object.entries(beforeOutput).map(([port, r]) => [port, applyOutput(r, node.output)]),
  );
  const state = hasErrors(diagnostics) ? 'error' : blocked ? 'blocked' : 'valid';
  return { ...linked, config: read.config, inputs, beforeOutput, outputs, diagnostics, state };
}

function allInputs(type: NodeType, inputs: InputRelations): boolean {
  if (type.inputs.kind === 'named') return type.inputs.ports.every((p) => inputs[p.name] !== undefined);
  return type.inputs.kind === 'none' || Object.keys(inputs).length >= type.inputs.min;
}
