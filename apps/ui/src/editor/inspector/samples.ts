import type { FoundSchema } from '@headrace/api';
import { portKey } from '@headrace/flow';
import { keys, queryClient } from '../../api/queries.ts';
import { useAnalysis } from '../../compile/store.ts';
import { currentDocument } from '../../document/store.ts';
import { portRows } from '../../preview/ports.ts';
import { typeOf } from '../catalogue.ts';

/** A recent value of each column that a node can use. */
export function samplesFor(node: string, input: string | undefined): Record<string, string> {
  const recent = Object.entries(recentValues(node, input));
  return Object.fromEntries(recent.flatMap(([name, [value]]) => (value === undefined ? [] : [[name, value]])));
}

/**
 * Some recent values of each column that a node can use, each once and the newest first: from the preview of what feeds
 * it, or a source's own messages.
 */
export function recentValues(node: string, input: string | undefined): Record<string, readonly string[]> {
  const edges = useAnalysis.getState().edges.filter((edge) => edge.to.node === node);
  const edge = edges.find((e) => input === undefined || e.to.port === input);
  if (!edge) return fromMessages(node);
  const type = typeOf(currentDocument().spec.nodes[edge.from.node]?.type);
  return { ...fromMessages(edge.from.node), ...fromRows(portKey(edge.from.node, edge.from.port, type)) };
}

const deepest = 100;
const most = 12;

function fromRows(key: string): Record<string, string[]> {
  const { columns, rows } = portRows(key);
  const newest = rows.newest().slice(0, deepest);
  const found = columns.map(({ name }, i): [string, string[]] => {
    const whole = newest.filter((row) => row.cut?.[i] === undefined);
    const values = whole.map((row) => row.fields[i]).filter((value) => value != null);
    return [name, [...new Set(values)].slice(0, most)];
  });
  return Object.fromEntries(found.filter(([, values]) => values.length > 0));
}

/** What was seen in the topic when the source's columns were found. */
function fromMessages(node: string): Record<string, string[]> {
  const { connection, topic } = currentDocument().spec.nodes[node]?.config ?? {};
  const schema = queryClient.getQueryData<FoundSchema>(keys.schema(String(connection), String(topic)));
  return Object.fromEntries(schema?.columns.map((column) => [column.name, [column.example]]) ?? []);
}
