import type { FlowDocument } from '@headrace/flow';
import { takesInput, typeOf } from '../catalogue.ts';

/** What a run will do, in words: what it reads and what it writes. */
export function runSentence(document: FlowDocument): { reads: string; writes: string } {
  const nodes = Object.entries(document.spec.nodes);
  const sources = nodes.filter(([, node]) => !takesInput(typeOf(node.type)));
  const destinations = nodes.filter(([, node]) => typeOf(node.type)?.outputs.length === 0);
  return { reads: listOf(sources), writes: listOf(destinations) };
}

/** A node by the topic it names, or by its own name. */
function listOf(nodes: readonly (readonly [string, { config?: Record<string, unknown> | undefined }])[]): string {
  const names = nodes.map(([name, node]) => (typeof node.config?.topic === 'string' ? node.config.topic : name));
  if (names.length < 2) return names[0] ?? '';
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
