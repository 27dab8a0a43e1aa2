import {
  type Alias,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import { entriesOf, isMergeKey, keyText, type Targets } from './entries.ts';
import {
  aliasOfItself,
  expandsTooFar,
  type Fault,
  keyNotText,
  keyTwice,
  unlikeValues,
  unresolvedAlias,
} from './fault.ts';
import type { Reading } from './read.ts';
import { coreValue, isSafeInteger, kubectlValue, notSurelyText, type PlainValue } from './scalar.ts';

/** A value or key without quotes that kubectl and readers of YAML 1.2 take for different things. */
export interface Differing {
  /** Of the value, or of the value that the key has. */
  readonly path: readonly (string | number)[];
  readonly isKey: boolean;
  readonly written: string;
  readonly toKubectl: PlainValue;
  readonly toOthers: PlainValue;
  /** Where it begins: an offset into the text. */
  readonly at: number;
}

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

export interface Contents {
  readonly targets: Targets;
  readonly differing: readonly Differing[];
}

/** What a node takes when it is written out: in characters and in nodes, and how deep it nests. */
interface Extent {
  readonly size: number;
  readonly nodes: number;
  readonly height: number;
}

interface Anchor {
  readonly node: Node;
  /** Missing while the node is being read: an alias there stands inside the value that it names. */
  extent: Extent | undefined;
}

/** How one part of a text is read, and within which bounds. */
export interface Rules {
  readonly reading: Reading;
  readonly text: string;
  readonly expansion: Expansion;
  readonly depth: number;
}

/**
 * Finds what each alias stands for, and the first fault of the contents: an alias without an anchor before it, or inside its own
 * value; aliases that expand too far; a key that is a collection, or that its mapping has already; of a file that is read as kubectl
 * does, what kubectl does not take. Values without quotes become there what kubectl takes them for. Takes time by the number of nodes.
 */
export function checkContents(contents: unknown, rules: Rules): Contents | Found {
  const walk = new Walk(rules);
  walk.visit(contents, 0);
  return walk.found ?? walk;
}

class Walk {
  readonly targets = new Map<Alias, Node>();
  readonly differing: Differing[] = [];
  found: Found | undefined;
  private readonly anchors = new Map<string, Anchor>();
  private readonly rules: Rules;
  /** How many collections in brackets stand around. */
  private brackets = 0;
  private readonly path: (string | number)[] = [];
  private readonly count = new DecodedNodes();

  constructor(rules: Rules) {
    this.rules = rules;
  }

  private get isKubectl(): boolean {
    return this.rules.reading === 'kubectl';
  }

  /** Gives the extent of a node that `above` collections hold; nothing once a fault is found. */
  visit(node: unknown, above: number, isKey = false): Extent {
    if (this.found) return nothing;
    if (this.isKubectl && !this.count.takes(1, 0)) return this.fail(unlikeValues.aliases, node);
    if (isAlias(node)) return this.alias(node, above);
    if (isScalar(node)) {
      this.scalar(node, isKey);
      const size = 2 + (typeof node.value === 'string' ? node.value.length : 0);
      return this.anchored(node, () => ({ size, nodes: 1, height: 0 }));
    }
    if (!isCollection(node)) return nothing;
    if (this.isKubectl && node.tag !== undefined && !/:(?:map|seq)$/.test(node.tag)) this.fail(unlikeValues.tag, node);
    return this.anchored(node, () => {
      if (node.flow) this.brackets++;
      const inside = isMap(node) ? this.pairs(node, above + 1) : this.items(node.items, above + 1);
      if (node.flow) this.brackets--;
      return { size: inside.size + 2, nodes: inside.nodes + 1, height: inside.height + 1 };
    });
  }

  private items(items: readonly unknown[], above: number): Extent {
    let sum = nothing;
    for (const [i, item] of items.entries()) {
      this.path.push(i);
      sum = plus(sum, this.visit(item, above));
      this.path.pop();
    }
    return sum;
  }

  private pairs(map: YAMLMap, above: number): Extent {
    let sum = nothing;
    const seen = new Set<string>();
    for (const { key, value } of map.items) {
      sum = plus(sum, this.visit(key, above, true));
      if (isCollection(this.behind(key))) this.fail(keyNotText, key);
      if (this.found) return nothing;
      const text = keyText(this.behind(key));
      const merges = this.isKubectl && isMergeKey(key);
      if (seen.has(text) && !merges) this.fail(keyTwice, key);
      seen.add(text);
      this.path.push(text);
      if (isScalar(key)) this.compare(key, true);
      sum = plus(sum, this.visit(value, above));
      if (merges) this.checkMerge(key, value, seen);
      this.path.pop();
    }
    return sum;
  }

  /** An anchor names the last node that began with it, as the specification says (7.1): also while that node is open. */
  private anchored(node: Node & { anchor?: string }, extentOf: () => Extent): Extent {
    if (node.anchor === undefined) return extentOf();
    if (this.isKubectl && !isAnchorName(node.anchor)) return this.fail(unlikeValues.anchor, node);
    const anchor: Anchor = { node, extent: undefined };
    this.anchors.set(node.anchor, anchor);
    anchor.extent = extentOf();
    return anchor.extent;
  }

  private alias(alias: Alias, above: number): Extent {
    if (this.isKubectl && !isAnchorName(alias.source)) return this.fail(unlikeValues.anchor, alias);
    const anchor = this.anchors.get(alias.source);
    if (!anchor) return this.fail(unresolvedAlias, alias);
    const { extent } = anchor;
    if (!extent) return this.fail(aliasOfItself, alias);
    if (above + extent.height > this.rules.depth) return this.fail('too-deep', alias);
    if (!this.rules.expansion.take(extent.size)) return this.fail(expandsTooFar(this.rules.expansion.most), alias);
    if (this.isKubectl && !this.count.takes(extent.nodes, extent.nodes)) return this.fail(unlikeValues.aliases, alias);
    this.targets.set(alias, anchor.node);
    return { ...extent, nodes: extent.nodes + 1 };
  }

  /** What stands there, or what an alias there stands for. */
  private behind(node: unknown): unknown {
    return isAlias(node) ? this.targets.get(node) : node;
  }

  private checkMerge(key: unknown, value: unknown, before: ReadonlySet<string>): void {
    const merged = (isSeq(value) ? value.items : [value]).map((one) => this.behind(one));
    for (const one of merged) {
      if (!isMap(one)) return void this.fail(unlikeValues.merge, value ?? key);
      for (const name of entriesOf(one, { targets: this.targets, reading: 'kubectl' }).keys())
        if (before.has(name)) return void this.fail(unlikeValues.mergeOver, key);
    }
  }

  private scalar(node: Scalar, isKey: boolean): void {
    if (this.isKubectl) {
      const value = this.asKubectl(node);
      if (typeof value === 'number' && !Number.isFinite(value)) this.fail(unlikeValues.number, node);
      // `0.1` and `1e3` are keys that kubectl writes in its own way, and an empty one it refuses.
      if (isKey && (value === null || (typeof value === 'number' && !isSafeInteger(node.source ?? ''))))
        this.fail(unlikeValues.key, node);
      node.value = value;
    }
    if (!isKey) this.compare(node, false);
  }

  /** In brackets kubectl ends a text without quotes at `?`, takes `:` for a sign of its own, and `a:` for a text if no blank follows. */
  private isSplit({ range, type }: Scalar, text: string): boolean {
    if (type !== 'PLAIN' || this.brackets === 0) return false;
    colonInText.lastIndex = range?.[1] ?? 0;
    return /^:|\?/.test(text) || colonInText.test(this.rules.text);
  }

  /** What kubectl takes a scalar for; what it refuses is a fault. */
  private asKubectl(node: Scalar): PlainValue {
    const text = node.source ?? '';
    if (node.type === 'QUOTE_DOUBLE' && hasForeignEscape(this.rules.text.slice(node.range?.[0], node.range?.[1])))
      this.fail(unlikeValues.escape, node);
    if (this.isSplit(node, text)) this.fail(unlikeValues.split, node);
    if (node.tag === undefined) return node.type === 'PLAIN' ? kubectlValue(text) : text;
    const wanted = /^tag:yaml\.org,2002:(str|int|float|bool|null)$/.exec(node.tag)?.[1];
    if (wanted === undefined) this.fail(unlikeValues.tag, node);
    if (wanted === undefined || wanted === 'str') return text;
    const value = kubectlValue(text);
    if (!fits(value, text, wanted)) this.fail(unlikeValues.typed, node);
    return value;
  }

  private compare(node: Scalar, isKey: boolean): void {
    if (node.type !== 'PLAIN' || node.tag !== undefined) return;
    const written = node.source ?? '';
    if (!notSurelyText.test(written)) return;
    const [toKubectl, toOthers] = [kubectlValue(written), coreValue(written)];
    if (!Object.is(toKubectl, toOthers) || (isKey && written === '<<' && !this.isKubectl))
      this.differing.push({ path: [...this.path], isKey, written, toKubectl, toOthers, at: node.range?.[0] ?? 0 });
  }

  private fail(fault: Fault | 'too-deep', node: unknown): Extent {
    this.found ??= { fault, at: isNode(node) ? (node.range?.[0] ?? 0) : 0 };
    return nothing;
  }
}

/** A colon that no blank follows, behind a text and blanks. */
const colonInText = /\s*:\S/y;

const nothing: Extent = { size: 2, nodes: 0, height: 0 };

const plus = (a: Extent, b: Extent): Extent => ({
  size: a.size + b.size,
  nodes: a.nodes + b.nodes,
  height: Math.max(a.height, b.height),
});

/**
 * Counts what the reader of Go decodes, and refuses as it does: of few nodes nearly all may come from aliases, of many a tenth.
 * Source: https://github.com/yaml/go-yaml/blob/v2.4.4/decode.go, `allowedAliasRatio`
 */
class DecodedNodes {
  private all = 1;
  private aliased = 0;

  takes(nodes: number, aliased: number): boolean {
    this.all += nodes;
    this.aliased += aliased;
    if (this.aliased <= 100 || this.all <= 1000) return true;
    const share = Math.min(1, Math.max(0, (this.all - 400_000) / 3_600_000));
    return this.aliased / this.all <= 0.99 - 0.89 * share;
  }
}

const isAnchorName = (name: string): boolean => /^[\w-]+$/.test(name);

function fits(value: PlainValue, text: string, tag: string): boolean {
  if (tag === 'null') return value === null;
  if (tag === 'bool') return typeof value === 'boolean';
  return typeof value === 'number' && (tag === 'float' || isSafeInteger(text));
}

/** `\/` is of YAML 1.2; halves of a character (`\ud83d\ude00`) are of JSON. */
const hasForeignEscape = (written: string): boolean =>
  [...written.matchAll(/\\([^uU]|u(.{4})|U(.{8}))/gs)].some(([, sign, short, long]) => {
    const code = Number.parseInt(short ?? long ?? '0', 16);
    return sign === '/' || (code >= 0xd800 && code <= 0xdfff) || code > 0x10_ffff;
  });
