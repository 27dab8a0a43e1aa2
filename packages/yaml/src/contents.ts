import { type Alias, isAlias, isCollection, isMap, isPair, isScalar, type Node, type YAMLMap } from 'yaml';
import { aliasOfItself, expandsTooFar, type Fault, keyNotText, keyTwice, unresolvedAlias } from './fault.ts';

/** The node that each alias stands for. */
export type Targets = ReadonlyMap<Alias, Node>;

/**
 * What the aliases of a text may add, counted as if each were written out: two characters a node and those of its values. The
 * least is what a reader takes in a fraction of a second; beyond it, what the text has itself, so that work grows with the text.
 */
export class Expansion {
  readonly most: number;
  private spent = 0;

  constructor(characters: number) {
    this.most = Math.max(1_000_000, characters);
  }

  /** Whether this much may still be added. */
  take(size: number): boolean {
    this.spent += size;
    return this.spent <= this.most;
  }
}

/** A fault of the contents, and where: an offset into the text. */
interface Found {
  readonly fault: Fault | 'too-deep';
  readonly at: number;
}

/** What a node takes when it is written out, and how deep it nests. */
interface Extent {
  readonly size: number;
  readonly height: number;
}

interface Anchor {
  readonly node: Node;
  /** Missing while the node is being read: an alias there stands inside the value that it names. */
  extent: Extent | undefined;
}

/**
 * Finds what each alias stands for, and the first fault of the contents: an alias without an anchor before it, or inside its own
 * value; aliases that expand too far; a key that is a collection, or that its mapping has already. Takes time by the number of nodes.
 */
export function checkContents(
  contents: unknown,
  expansion: Expansion,
  depth: number,
): { readonly targets: Targets } | Found {
  const walk = new Walk(expansion, depth);
  walk.visit(contents, 0);
  return walk.found ?? { targets: walk.targets };
}

class Walk {
  readonly targets = new Map<Alias, Node>();
  found: Found | undefined;
  private readonly anchors = new Map<string, Anchor>();
  private readonly expansion: Expansion;
  private readonly depth: number;

  constructor(expansion: Expansion, depth: number) {
    this.expansion = expansion;
    this.depth = depth;
  }

  /** Gives the extent of a node that `above` collections hold; nothing once a fault is found. */
  visit(node: unknown, above: number): Extent {
    if (this.found) return nothing;
    if (isAlias(node)) return this.alias(node, above);
    if (isScalar(node)) {
      const size = 2 + (typeof node.value === 'string' ? node.value.length : 0);
      return this.anchored(node, () => ({ size, height: 0 }));
    }
    if (!isCollection(node)) return nothing;
    return this.anchored(node, () => {
      if (isMap(node)) this.checkKeys(node);
      let size = 2;
      let height = 0;
      for (const item of node.items)
        for (const child of isPair(item) ? [item.key, item.value] : [item]) {
          const extent = this.visit(child, above + 1);
          size += extent.size;
          height = Math.max(height, extent.height);
          if (isPair(item) && child === item.key && this.isCollection(child)) this.fail(keyNotText, child);
        }
      return { size, height: height + 1 };
    });
  }

  /** An anchor names the last node that began with it, as the specification says (7.1): also while that node is open. */
  private anchored(node: Node & { anchor?: string }, extentOf: () => Extent): Extent {
    if (node.anchor === undefined) return extentOf();
    const anchor: Anchor = { node, extent: undefined };
    this.anchors.set(node.anchor, anchor);
    anchor.extent = extentOf();
    return anchor.extent;
  }

  private alias(alias: Alias, above: number): Extent {
    const anchor = this.anchors.get(alias.source);
    if (!anchor) return this.fail(unresolvedAlias, alias);
    if (!anchor.extent) return this.fail(aliasOfItself, alias);
    if (above + anchor.extent.height > this.depth) return this.fail('too-deep', alias);
    if (!this.expansion.take(anchor.extent.size)) return this.fail(expandsTooFar(this.expansion.most), alias);
    this.targets.set(alias, anchor.node);
    return anchor.extent;
  }

  private isCollection(key: unknown): boolean {
    return isCollection(isAlias(key) ? this.targets.get(key) : key);
  }

  private checkKeys(map: YAMLMap): void {
    const seen = new Set<unknown>();
    for (const { key } of map.items) {
      const value = isScalar(key) ? key.value : key;
      if (seen.has(value)) return void this.fail(keyTwice, key);
      seen.add(value);
    }
  }

  private fail(fault: Fault | 'too-deep', node: unknown): Extent {
    this.found ??= { fault, at: (node as Node | null)?.range?.[0] ?? 0 };
    return nothing;
  }
}

const nothing: Extent = { size: 2, height: 0 };

/** A key as the text that it is in plain data. */
export function keyText(key: unknown): string {
  const value = isScalar(key) ? key.value : key;
  return value === null || value === undefined ? '' : String(value);
}
