import type { FoundSchema } from '@headrace/api';
import { type FlowDocument, portKey } from '@headrace/flow';
import { keys, queryClient } from '../../../api/queries.ts';
import { configOf, typeOf } from '../catalogue.ts';
import type { FlowEditor } from '../flow-editor.ts';
import type { PortTable } from '../preview/ports.ts';

/** A recent value of each column that a node can use. */
export function samplesFor(editor: FlowEditor, node: string, input: string | undefined): Record<string, string> {
  const recent = Object.entries(recentValues(editor, node, input));
  return Object.fromEntries(recent.flatMap(([name, [value]]) => (value === undefined ? [] : [[name, value]])));
}

/**
 * Some recent values of each column that a node can use, each once and the newest first: from the preview of what feeds
 * it, or a source's own messages.
 */
export function recentValues(
  { document: { current }, analysis, preview }: FlowEditor,
  node: string,
  input: string | undefined,
): Record<string, readonly string[]> {
  const edges = analysis.state.edges.filter((edge) => edge.to.node === node);
  const edge = edges.find((e) => input === undefined || e.to.port === input);
  if (!edge) return fromMessages(current, node);
  const type = typeOf(current.spec.nodes[edge.from.node]?.type);
  return {
    ...fromMessages(current, edge.from.node),
    ...fromRows(preview.ports, portKey(edge.from.node, edge.from.port, type)),
  };
}

const deepest = 100;
const most = 12;

function fromRows(ports: PortTable, key: string): Record<string, string[]> {
  const { columns, rows } = ports.at(key);
  const newest = rows.newest().slice(0, deepest);
  const found = columns.map(({ name }, i): [string, string[]] => {
    const whole = newest.filter((row) => row.cut?.[i] === undefined);
    const values = whole.map((row) => row.fields[i]).filter((value) => value != null);
    return [name, [...new Set(values)].slice(0, most)];
  });
  return Object.fromEntries(found.filter(([, values]) => values.length > 0));
}

/** What was seen in the topic when the source's columns were found. */
function fromMessages(document: FlowDocument, node: string): Record<string, string[]> {
  const { connection, topic } = configOf(document.spec.nodes[node]);
  const schema = queryClient.getQueryData<FoundSchema>(keys.schema(String(connection), String(topic)));
  return Object.fromEntries(schema?.columns.map((column) => [column.name, [column.example]]) ?? []);
}
