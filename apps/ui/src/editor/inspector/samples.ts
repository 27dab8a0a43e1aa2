import type { FoundSchema } from '@headrace/api';
import { portKey } from '@headrace/flow';
import { keys, queryClient } from '../../api/queries.ts';
import { useAnalysis } from '../../compile/store.ts';
import { currentDocument } from '../../document/store.ts';
import { portRows } from '../../preview/ports.ts';
import { typeOf } from '../catalogue.ts';

/** A recent value of each column that a node can use: from the preview of what feeds it, or a source's own messages. */
export function samplesFor(node: string, input: string | undefined): Record<string, string> {
  const edges = useAnalysis.getState().edges.filter((edge) => edge.to.node === node);
  const edge = edges.find((e) => input === undefined || e.to.port === input);
  if (!edge) return fromMessages(node);
  const type = typeOf(currentDocument().spec.nodes[edge.from.node]?.type);
  return { ...fromMessages(edge.from.node), ...fromRows(portKey(edge.from.node, edge.from.port, type)) };
}

const deepest = 20;

function fromRows(key: string): Record<string, string> {
  const { columns, rows } = portRows(key);
  const found: Record<string, string> = {};
  for (const row of rows.newest().slice(0, deepest))
    columns.forEach((column, i) => {
      const value = row.fields[i];
      if (value != null && !Object.hasOwn(found, column.name)) found[column.name] = value;
    });
  return found;
}

/** What was seen in the topic when the source's columns were found. */
function fromMessages(node: string): Record<string, string> {
  const { connection, topic } = currentDocument().spec.nodes[node]?.config ?? {};
  const schema = queryClient.getQueryData<FoundSchema>(keys.schema(String(connection), String(topic)));
  return Object.fromEntries(schema?.columns.map((column) => [column.name, column.example]) ?? []);
}
