import { isCollection, isMap, isNode, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap } from 'yaml';
import { entriesOf, keyText } from './entries.ts';
import type { Places } from './places.ts';
import type { KubectlDocument, Yaml } from './read.ts';

/** Line and column in the file's text, counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * Where the value at a path stands, or the deepest part of the path that is there; `offset` is a character (UTF-16) inside
 * a text value. A text that is written with escapes or folded lines is not counted into: its beginning is given.
 */
export function positionOf(yaml: Yaml, path: readonly (string | number)[], offset?: number): Position {
  let node: unknown = yaml.document.contents;
  let best: Node | null = yaml.document.contents;
  let found = true;
  for (const step of path) {
    let next: unknown;
    if (isMap(node)) {
      const pair = pairsOf(node, yaml).get(String(step));
      next = pair?.value;
      // A collection begins where its name stands; a single value has a place of its own.
      const of = (isCollection(next) || next === null) && isScalar(pair?.key) ? pair.key : (next ?? pair?.key);
      if (isNode(of)) best = of;
    } else if (isSeq(node)) {
      next = node.items[Number(step)];
      if (isNode(next)) best = next;
    }
    if (next === undefined || next === null) {
      found = false;
      break;
    }
    node = next;
  }
  const inside = found && offset !== undefined && isScalar(node) ? placeInside(yaml.text, node, offset) : undefined;
  return positionAt(yaml, inside ?? best?.range?.[0] ?? 0);
}

/** Where the value at a path of a document stands, or the deepest part of the path that is there. */
export function positionIn({ places, root, lines }: KubectlDocument, path: readonly (string | number)[]): Position {
  return positionAt({ lines }, root === undefined ? 0 : places.at(root, path));
}

/** Adds the places of a document that was read as kubectl does; those of merged values (`<<`) stand where they were merged from. @returns its number */
export function addPlaces(places: Places, yaml: Yaml): number | undefined {
  const { contents } = yaml.document;
  if (!contents) return undefined;
  const add = (node: unknown, key: string | undefined, at: number) => {
    const added = places.add(key, at);
    if (isMap(node))
      for (const [name, pair] of entriesOf(node, yaml)) add(pair.value, name, placeOfEntry(pair.value, pair.key));
    else if (isSeq(node)) for (const item of node.items) add(item, undefined, offsetOf(item) ?? at);
    places.end(added);
    return added;
  };
  return add(contents, undefined, offsetOf(contents) ?? 0);
}

const offsetOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined);

/** A collection begins where its name stands; a single value has a place of its own. */
const placeOfEntry = (value: unknown, key: unknown): number =>
  (isCollection(value) ? offsetOf(key) : undefined) ?? offsetOf(value) ?? offsetOf(key) ?? 0;

/** Where an offset into the text is. */
export function positionAt({ lines }: Pick<Yaml, 'lines'>, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

/** Where a character of a text value stands in the file; `undefined` where the two differ in more than their beginning. */
function placeInside(text: string, { value, type, range }: Scalar, offset: number): number | undefined {
  if (typeof value !== 'string' || !range) return undefined;
  const [start, end] = range;
  if (type === 'BLOCK_LITERAL') return placeInBlock(text, start, value, offset);
  const first = start + (type === 'QUOTE_SINGLE' || type === 'QUOTE_DOUBLE' ? 1 : 0);
  const same = text.slice(first, end).startsWith(value.slice(0, offset));
  return same ? first + offset : undefined;
}

/** A block (`|`): the header's line, then each line of the value behind the block's indentation. */
function placeInBlock(text: string, start: number, value: string, offset: number): number | undefined {
  const rows = value.slice(0, offset).split('\n');
  let line = text.indexOf('\n', start) + 1;
  for (let i = 1; i < rows.length; i++) line = text.indexOf('\n', line) + 1;
  const row = value.split('\n')[rows.length - 1] ?? '';
  const written = text.slice(line).split('\n', 1)[0] ?? '';
  const indent = written.trimEnd().endsWith(row.trimEnd()) ? written.indexOf(row.trimEnd()) : -1;
  return indent < 0 ? undefined : line + indent + (rows.at(-1)?.length ?? 0);
}

const indexes = new WeakMap<YAMLMap, Map<string, Pair>>();

/** The pairs of a mapping by key, for documents that are only read: many places are asked of one mapping. */
function pairsOf(map: YAMLMap, yaml: Yaml): Map<string, Pair> {
  let index = indexes.get(map);
  if (!index) {
    index = entriesOf(map, yaml);
    indexes.set(map, index);
  }
  return index;
}

/** The pair of a key; keys compare as text, since `1:` is a number to YAML and a name to us. */
export function pairAt(map: YAMLMap, step: string | number): Pair | undefined {
  return map.items.find((pair) => keyText(pair.key) === String(step));
}
