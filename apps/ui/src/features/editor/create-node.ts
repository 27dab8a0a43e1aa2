import type { ConnectionView, NodeType } from '@headrace/flow';
import type { Origin } from './canvas/canvas-model.ts';
import { inputPorts, newNode, typeOf } from './catalogue.ts';
import type { DocumentModel } from './document/document-model.ts';
import { feedWith, type InputAt } from './document/operations/connections.ts';
import { addNode, type Position } from './document/operations/nodes.ts';
import { writeReference } from './document/references.ts';
import type { FlowEditor } from './flow-editor.ts';
import { fieldsOf } from './forms/schema.ts';

/**
 * Adds a node: connected where it was drawn from, named by what it does, filled in as far as can be known, selected,
 * and with the cursor in the first field that must be decided.
 * @param into an input that it feeds from now on, in place of what fed it
 */
export function createNode(
  { document, analysis, ui, connections }: FlowEditor,
  type: NodeType,
  position: Position,
  origin?: Origin,
  into?: InputAt,
): string {
  const relation = origin && analysis.state.nodes[origin.node]?.outputs[origin.port];
  const port = inputPorts(type)[0]?.name ?? '';
  const input = type.inputs.kind === 'many' ? '1' : port;
  const config = {
    ...knownConnections(type, connections),
    ...type.defaultConfig?.(relation ? { [input]: relation } : {}),
  };
  const from = origin && feedWith(type, undefined, port, referenceTo(document, origin));
  const name = addNode(
    document,
    type.suggestName?.(config) ?? defaultName(type),
    { ...newNode(type, config), ...(from === undefined ? {} : { from }) },
    position,
    into,
  );
  ui.focusField(name);
  ui.announce(`${type.title} ${name} added${origin ? `, fed by ${origin.node}` : ''}`);
  return name;
}

/** What a node is called while nothing is known of what it does. */
export const defaultName = (type: NodeType): string => type.title.toLowerCase();

function referenceTo(document: DocumentModel, { node, port }: Origin): string {
  const type = typeOf(document.current.spec.nodes[node]?.type);
  return writeReference({ node, port: type?.outputs[0]?.name === port ? undefined : port });
}

/** Where there is one connection of a kind only, there is nothing to choose. */
function knownConnections(type: NodeType, connections: readonly ConnectionView[]): Record<string, unknown> {
  const fields = fieldsOf(type.config).filter((field) => field.meta?.widget === 'connection');
  const known = fields.flatMap(({ key, meta }) => {
    const [only, ...others] = connections.filter(({ kind }) => kind === meta?.kind);
    return only && others.length === 0 ? [[key, only.name] as const] : [];
  });
  return Object.fromEntries(known);
}
