import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import { keyText, type Targets } from './contents.ts';
import type { Yaml } from './read.ts';

/** The document as plain data. What an alias stands for is the same object as its anchor's: data is not to be changed in place. */
export function toData({ document, targets }: Pick<Yaml, 'document' | 'targets'>): unknown {
  return nodeData(document.contents, targets);
}

/** One node as plain data; `targets` says what the aliases in it stand for. */
export function nodeData(node: unknown, targets: Targets, known = new Map<unknown, unknown>()): unknown {
  if (isAlias(node)) {
    const target = targets.get(node);
    if (!known.has(target)) known.set(target, nodeData(target, targets, known));
    return known.get(target);
  }
  if (isScalar(node)) return node.value;
  if (isSeq(node))
    return remembered(
      node,
      [...node.items].map((item) => nodeData(item, targets, known)),
      known,
    );
  if (!isMap(node)) return null;
  const data: Record<string, unknown> = {};
  for (const { key, value } of node.items) {
    const name = keyText(isAlias(key) ? targets.get(key) : key);
    const own = nodeData(value, targets, known);
    // Assigned, `__proto__` would not be a name as any other.
    if (name === '__proto__')
      Object.defineProperty(data, name, { value: own, writable: true, enumerable: true, configurable: true });
    else data[name] = own;
  }
  return remembered(node, data, known);
}

/** Only what has an anchor is asked for again. */
function remembered<T>(node: { anchor?: string }, data: T, known: Map<unknown, unknown>): T {
  if (node.anchor !== undefined) known.set(node, data);
  return data;
}
