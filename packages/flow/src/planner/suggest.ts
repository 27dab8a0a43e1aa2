import type { Diagnostic } from '../diagnostic.ts';
import type { TypedGraph } from '../graph/infer.ts';
import { nearest } from '../graph/nearest.ts';
import { columnInExpression } from '../sql/flink-words.ts';
import { quoteIdentifier } from '../sql/quote.ts';
import { valueAt } from '../value-at.ts';

/**
 * A planner's fault with the property that was most likely meant, and a fix that writes it, where a property is unknown.
 * The planner itself proposes only names that differ in their case.
 */
export function suggest(fault: Diagnostic, graph: TypedGraph): Diagnostic {
  const { node, path, range } = fault.place;
  if (fault.code !== 'planner/unknown-column' || node === undefined || !path || !range) return fault;
  const typed = graph.nodes.get(node);
  const text = valueAt(typed?.config, path.slice(1));
  if (typeof text !== 'string') return fault;
  const wrong = text.slice(range.start, range.end).replaceAll('`', '');
  const names = Object.values(typed?.inputs ?? {}).flatMap((input) => input.columns.map((c) => c.name));
  const meant = nearest(wrong, names);
  if (meant === undefined) return fault;
  const written = text[range.start] === '`' ? quoteIdentifier(meant) : columnInExpression(meant);
  return {
    ...fault,
    message: `There is no property '${wrong}' here. Did you mean '${meant}'?`,
    fix: { title: `Use '${meant}'`, node, path, value: text.slice(0, range.start) + written + text.slice(range.end) },
  };
}
