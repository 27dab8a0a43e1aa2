import type { Misfit } from '../sql/lex.ts';
import { edgesOf, withEdges } from './edges.ts';
import { type Mark, type Outline, outline } from './outline.ts';
import { readTest } from './read-test.ts';
import {
  bare,
  type ConditionGroup,
  type ConditionLeaf,
  type ConditionPart,
  type Frame,
  type Join,
  newGroup,
} from './tree.ts';

export interface ReadCondition {
  readonly root: ConditionGroup;
  /** Why the text cannot be taken apart; the whole of it is then one expression of one's own. */
  readonly misfit?: Misfit;
}

/** What is nested deeper than this stays an expression of one's own. */
const deepest = 16;

/**
 * Reads any text as groups of conditions. What is not of the form of a condition is a leaf of its own, byte for byte.
 * This is no parser of SQL: it knows enough to split at AND, OR, NOT and parentheses. Precedence is Calcite's, which
 * Flink uses: NOT before AND before OR, all of them after comparisons, BETWEEN, IN, LIKE and IS.
 * Source: https://calcite.apache.org/docs/reference.html#operator-precedence
 */
export function readCondition(text: string): ReadCondition {
  if (text.trim() === '') return { root: { ...newGroup('AND', []), frame: { ...bare, before: text } } };
  const seen = outline(text);
  if ('misfit' in seen) return { root: groupOf('AND', [{ kind: 'leaf', text, frame: bare }], []), misfit: seen.misfit };
  const part = readPart(seen, { from: 0, to: text.length, first: 0, end: seen.marks.length }, 0);
  return { root: part.kind === 'group' ? part : groupOf('AND', [part], []) };
}

/** Characters `from`–`to` of the text, and the marks in them. */
interface Range {
  readonly from: number;
  readonly to: number;
  readonly first: number;
  readonly end: number;
}

/** A group whose own frame has the blanks before its first and after its last item. */
function groupOf(join: Join, items: readonly ConditionPart[], words: readonly string[], before = ''): ConditionGroup {
  const head = edgesOf(items[0] as ConditionPart).head;
  const tail = edgesOf(items.at(-1) as ConditionPart).tail;
  const last = items.length - 1;
  return {
    kind: 'group',
    join,
    negated: false,
    items: items.map((item, i) => withEdges(item, { ...(i === 0 && { head: '' }), ...(i === last && { tail: '' }) })),
    words,
    frame: { before: before + head, after: tail, parentheses: 'implied' },
  };
}

function readPart(o: Outline, range: Range, depth: number): ConditionPart {
  const first = o.marks[range.first] as Mark;
  if (depth < deepest) {
    for (const join of ['OR', 'AND'] as const) {
      const at = joinsIn(o, range, first.depth, join);
      if (at.length > 0) return split(o, range, join, at, depth);
    }
    if (first.word === 'NOT' && range.end - range.first > 1) return readNegated(o, range, first, depth);
    const last = o.marks[range.end - 1] as Mark;
    if (isEnclosed(o, range)) {
      const inside = { from: first.end, to: last.start, first: range.first + 1, end: range.end - 1 };
      const part = readPart(o, inside, depth + 1);
      return framed(part, o.text.slice(range.from, first.end), o.text.slice(last.start, range.to), 'written');
    }
  }
  return readLeaf(o, range);
}

function joinsIn(o: Outline, range: Range, depth: number, join: Join): number[] {
  const found: number[] = [];
  for (let i = range.first; i < range.end; i++) {
    const mark = o.marks[i] as Mark;
    if (mark.joins && mark.depth === depth && mark.word === join) found.push(i);
  }
  return found;
}

function split(o: Outline, range: Range, join: Join, at: readonly number[], depth: number): ConditionGroup {
  const joins = at.map((i) => o.marks[i] as Mark);
  const items = [...at, range.end].map((end, i) =>
    readPart(
      o,
      {
        from: joins[i - 1]?.end ?? range.from,
        to: joins[i]?.start ?? range.to,
        first: i === 0 ? range.first : (at[i - 1] as number) + 1,
        end,
      },
      depth,
    ),
  );
  return groupOf(
    join,
    items,
    joins.map((mark) => o.text.slice(mark.start, mark.end)),
  );
}

function readNegated(o: Outline, range: Range, not: Mark, depth: number): ConditionGroup {
  const part = readPart(o, { ...range, from: not.end, first: range.first + 1 }, depth + 1);
  const before = o.text.slice(range.from, not.end);
  if (part.kind === 'group' && !part.negated && part.frame.parentheses === 'written')
    return { ...framed(part, before, '', 'written'), negated: true };
  return { ...groupOf('OR', [part], [], before), negated: true };
}

/** Whether its first parenthesis closes at its end, with one condition inside. */
function isEnclosed({ marks }: Outline, { first, end }: Range): boolean {
  const depth = marks[first]?.depth ?? 0;
  if (marks[first]?.word !== '(' || end - first < 3) return false;
  for (let i = first + 1; i < end - 1; i++) {
    const mark = marks[i] as Mark;
    if (mark.depth === depth || (mark.word === ',' && mark.depth === depth + 1)) return false;
  }
  return marks[end - 1]?.word === ')';
}

function framed<P extends ConditionPart>(part: P, before: string, after: string, parentheses: Frame['parentheses']): P {
  const { frame } = part;
  return { ...part, frame: { before: before + frame.before, after: frame.after + after, parentheses } };
}

function readLeaf(o: Outline, range: Range): ConditionLeaf {
  const marks = o.marks.slice(range.first, range.end);
  const start = marks[0]?.start ?? range.from;
  const end = marks.at(-1)?.end ?? range.to;
  const commented = hasCommentIn(o, start, end);
  const test = commented ? undefined : readTest(o.text, marks);
  return {
    kind: 'leaf',
    text: o.text.slice(start, end),
    ...(test && { test }),
    frame: { ...bare, before: o.text.slice(range.from, start), after: o.text.slice(end, range.to) },
  };
}

/** By halves, since a condition may have as many comments as leaves. */
function hasCommentIn({ comments }: Outline, start: number, end: number): boolean {
  let [low, high] = [0, comments.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((comments[middle]?.start ?? 0) > start) high = middle;
    else low = middle + 1;
  }
  return (comments[low]?.end ?? Number.POSITIVE_INFINITY) < end;
}
