import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import { entriesOf, type Read } from './entries.ts';
import type { Yaml } from './read.ts';

/** The document as plain data. What an alias stands for is the same object as its anchor's: data is not to be changed in place. */
export function toData(yaml: Read & Pick<Yaml, 'document'>): unknown {
  return nodeData(yaml.document.contents, yaml);
}

/** One node of a document as plain data. */
export function nodeData(node: unknown, yaml: Read, known = new Map<unknown, unknown>()): unknown {
  if (isAlias(node)) {
    const target = yaml.targets.get(node);
    if (!known.has(target)) known.set(target, nodeData(target, yaml, known));
    return known.get(target);
  }
  if (isScalar(node)) return node.value;
  if (isSeq(node))
    return remembered(
      node,
      [...node.items].map((item) => nodeData(item, yaml, known)),
      known,
    );
  if (!isMap(node)) return null;
  const data: Record<string, unknown> = {};
  for (const [name, { value }] of entriesOf(node, yaml)) {
    setField(data, name, nodeData(value, yaml, known));
  }
  return remembered(node, data, known);
}

/** Sets a field of plain data, whatever its name is: assigned, `__proto__` would not be a name as any other. */
export function setField(data: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__')
    Object.defineProperty(data, name, { value, writable: true, enumerable: true, configurable: true });
  else data[name] = value;
}

/** Only what has an anchor is asked for again. */
function remembered<T>(node: { anchor?: string }, data: T, known: Map<unknown, unknown>): T {
  if (node.anchor !== undefined) known.set(node, data);
  return data;
}
