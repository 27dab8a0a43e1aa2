import type { FlowDocument, FlowNode } from '@headrace/flow';
import { configOf, takesInput, typeOf } from '../catalogue.ts';

/** What a run will do, in words: what it reads and what it writes. */
export function runSentence(document: FlowDocument): { reads: string; writes: string } {
  const nodes = Object.entries(document.spec.nodes);
  const sources = nodes.filter(([, node]) => !takesInput(typeOf(node.type)));
  const destinations = nodes.filter(([, node]) => typeOf(node.type)?.outputs.length === 0);
  return { reads: listOf(sources), writes: listOf(destinations) };
}

/** Nodes by the resources that they name, or by their own names. */
function listOf(nodes: readonly (readonly [string, FlowNode])[]): string {
  const names = nodes.flatMap(([name, node]) => resourcesOf(node) ?? [name]);
  if (names.length < 2) return names[0] ?? '';
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** Undefined while the configuration is not complete. */
function resourcesOf(node: FlowNode): readonly string[] | undefined {
  const known = typeOf(node.type);
  const read = known?.config.safeParse(configOf(node));
  return read?.success ? known?.resources?.(read.data).map(({ resource }) => resource) : undefined;
}
