import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import type { Reading } from './read.ts';

/** The node that each alias of a document stands for. */
export type Targets = ReadonlyMap<Alias, Node>;

/** What says which keys a mapping has. */
export interface Read {
  readonly targets: Targets;
  readonly reading: Reading;
}

/** `<<` without quotes, which merges the mapping that it names into the one that it stands in. */
export const isMergeKey = (key: unknown): boolean =>
  isScalar(key) && key.type === 'PLAIN' && key.tag === undefined && key.source === '<<';

/** A key as the text that it is in plain data. */
export function keyText(key: unknown): string {
  const value = isScalar(key) ? key.value : key;
  return value === null || value === undefined ? '' : String(value);
}

type Pair = YAMLMap['items'][number];

/**
 * The pairs of a mapping by their keys. To kubectl those that `<<` merges are among them: what stands behind a `<<` counts, and what stands
 * before it is overwritten; of several mappings in a list the first counts.
 */
export function entriesOf(map: YAMLMap, yaml: Read, entries = new Map<string, Pair>()): Map<string, Pair> {
  const behind = (node: unknown) => (isAlias(node) ? yaml.targets.get(node) : node);
  for (const pair of map.items) {
    if (yaml.reading !== 'kubectl' || !isMergeKey(pair.key)) {
      entries.set(keyText(behind(pair.key)), pair);
      continue;
    }
    const merged = behind(pair.value);
    for (const one of isSeq(merged) ? [...merged.items].reverse() : [merged]) {
      const mapping = behind(one);
      if (isMap(mapping)) entriesOf(mapping, yaml, entries);
    }
  }
  return entries;
}
