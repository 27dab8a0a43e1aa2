import { type Catalogue, type ConnectionView, type FlowDocument, fieldMeta, upgraded, walkValue } from '@headrace/flow';

/** Without a server that knows them, the connections that the nodes of a document name are taken on trust. */
export function assumedConnections(document: FlowDocument, nodeTypes: Catalogue): ConnectionView[] {
  const found = new Map<string, ConnectionView>();
  for (const node of Object.values(document.spec.nodes)) {
    const known = Object.hasOwn(nodeTypes, node.type) ? nodeTypes[node.type] : undefined;
    const kind = known?.connects;
    if (!known || !kind) continue;
    walkValue(known.config, upgraded(known, node).config, (schema, value) => {
      if (typeof value !== 'string' || value === '' || fieldMeta(schema)?.widget !== 'connection') return;
      found.set(value, { ...kind.assumed(value), name: value, kind: kind.kind });
    });
  }
  return [...found.values()];
}
