import { existing } from '@headrace/text';
import { type Diagnostic, hasErrors } from '../diagnostic.ts';
import type { TypedNode } from '../graph/infer.ts';
import { portKey } from '../graph/link.ts';
import { applyOutput, needsPlanner, projectOutput } from '../graph/output/apply.ts';
import { checkOutput } from '../graph/output/check.ts';
import type { Relation } from '../graph/relation.ts';
import type { Query } from '../sql/tree.ts';
import { beforeOutputKey } from './before-output.ts';
import type { PlannedRelation } from './planned-relation.ts';
import { type PortTypes, typedRelation, typesOf } from './port-types.ts';

export interface LoweredPorts {
  readonly relations: readonly PlannedRelation[];
  /** Whether a port has no SQL yet, because its output properties change fields that the planner has not determined. */
  readonly needsTypes: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * A relation for each port. Where output properties change fields of a computed property, what the port gives before
 * them becomes a relation too, so that the planner names its types; the port itself follows when they are known.
 */
export function lowerPorts(
  node: TypedNode,
  queries: Readonly<Record<string, Query>>,
  planner: PortTypes,
  reads: readonly string[],
): LoweredPorts {
  const { name, node: written, beforeOutput, outputs } = node;
  const relations: PlannedRelation[] = [];
  const asked: Record<string, Relation> = {};
  let needsTypes = false;
  for (const [port, query] of Object.entries(queries)) {
    const before = existing(beforeOutput[port]);
    const planned = { key: portKey(name, port, node.type), node: name, port };
    if (!needsPlanner(before, written.output)) {
      const projected = projectOutput(query, before, written.output);
      relations.push({ ...planned, relation: existing(outputs[port]), query: projected, reads });
      continue;
    }
    const key = beforeOutputKey(planned.key);
    const types = typesOf(planner, key);
    const typed = typedRelation(before, types);
    relations.push({ key, node: name, port: undefined, relation: before, query, reads });
    needsTypes ||= types === undefined || needsPlanner(typed, written.output);
    if (types) asked[port] = typed;
    const all: Query = {
      kind: 'select',
      items: typed.columns.map((c) => ({ expression: { kind: 'column', path: [c.name] } })),
      from: { kind: 'table', name: key },
    };
    const projected = projectOutput(all, typed, written.output);
    relations.push({ ...planned, relation: applyOutput(typed, written.output), query: projected, reads: [key] });
  }
  const diagnostics = Object.keys(asked).length > 0 ? found(node, asked) : [];
  const held = needsTypes || hasErrors(diagnostics);
  return { relations: held ? relations.filter((r) => r.port === undefined) : relations, needsTypes: held, diagnostics };
}

/** Diagnostics that depend on the types of the planner. */
function found(node: TypedNode, asked: Readonly<Record<string, Relation>>): Diagnostic[] {
  const { name, node: written, outputs } = node;
  const said = new Set(node.diagnostics.map((d) => d.message));
  const found = checkOutput(name, asked, written.output).filter((d) => !said.has(d.message));
  for (const [port, typed] of Object.entries(asked)) {
    const there = new Set(applyOutput(typed, written.output).columns.map((c) => c.name));
    const lost = outputs[port]?.columns.find((c) => !there.has(c.name))?.name;
    const open = needsPlanner(typed, written.output);
    if (lost === undefined && !open) continue;
    const message =
      lost === undefined
        ? 'Flink gives a property here a type that has no fields to change. Remove its fields from the output properties.'
        : `Nothing is left of '${lost}': its fields are missing or removed. Remove '${lost}' itself.`;
    found.push({ code: 'output/no-fields', severity: 'error', message, place: { node: name, path: ['output'] } });
  }
  return found;
}
