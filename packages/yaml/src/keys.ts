import { isCollection, isMap, isNode, isPair, isScalar } from 'yaml';

/** Where a key stands that its mapping has already, as an offset into the text. Takes time by the number of keys. */
export function firstTwice(node: unknown): number | undefined {
  if (isPair(node)) return firstTwice(node.key) ?? firstTwice(node.value);
  if (!isCollection(node)) return undefined;
  const seen = new Set<unknown>();
  for (const { key } of isMap(node) ? node.items : []) {
    const value = isScalar(key) ? key.value : key;
    if (seen.has(value)) return isNode(key) ? key.range?.[0] : undefined;
    seen.add(value);
  }
  for (const item of node.items) {
    const found = firstTwice(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
