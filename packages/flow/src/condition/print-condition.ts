import { existing } from '@headrace/text';
import type { Diagnostic } from '../diagnostic.ts';
import { printExpression } from '../sql/print/expression.ts';
import type { Expression } from '../sql/tree.ts';
import { timestampText } from './parse-predicate.ts';
import { conditionMisfit } from './tokenize-condition.ts';
import {
  type ConditionGroup,
  type ConditionLeaf,
  type ConditionPart,
  type ConditionValue,
  endsInLineComment,
  isComparison,
  type Join,
  type Operator,
  type PartPath,
  type Pattern,
  type Predicate,
  patterns,
  truths,
} from './tree.ts';

export interface PrintedCondition {
  /** Empty where no part has SQL. */
  readonly text: string;
  /** Where each leaf stands in it (UTF-16 offsets, end exclusive). */
  readonly leaves: readonly { readonly path: PartPath; readonly start: number; readonly end: number }[];
}

/** Prints the parts of a tree that have SQL; those that nobody edited, as they were parsed. */
export function printCondition(root: ConditionGroup): PrintedCondition {
  const out = new Printer();
  if (hasSql(root)) out.part(root, [], undefined);
  else if (root.items.length === 0 && root.trivia.before.trim() === '') out.put(root.trivia.before);
  return out;
}

/** Whether a part has SQL; a leaf that was never complete has none, nor has a group of such leaves. */
export const hasSql = (part: ConditionPart): boolean =>
  part.kind === 'leaf' ? part.text !== undefined : part.items.some(hasSql);

class Printer implements PrintedCondition {
  text = '';
  readonly leaves: { path: PartPath; start: number; end: number }[] = [];
  /** Whether the text ends in a line comment. */
  private commenting = false;

  put(piece: string): void {
    const ended = /^[^\S\n\r]*[\n\r]/.test(piece);
    if (this.commenting && piece.trim() !== '' && !ended) this.text += '\n';
    this.text += piece;
    this.commenting = piece.trim() === '' ? this.commenting && !ended : endsInLineComment(piece);
  }

  part(part: ConditionPart, path: PartPath, parent: Join | undefined): void {
    this.put(part.trivia.before);
    if (part.kind === 'group') this.group(part, path, parent);
    else if (part.text !== undefined) {
      const start = this.text.length + (this.commenting ? 1 : 0);
      this.put(part.text);
      this.leaves.push({ path, start, end: this.text.length });
    }
    this.put(part.trivia.after);
  }

  private group(group: ConditionGroup, path: PartPath, parent: Join | undefined): void {
    const printed = group.items.flatMap((item, i) => (hasSql(item) ? [i] : []));
    const enclose = printed.length > 1 && needsParentheses(group, parent);
    if (enclose) this.put('(');
    printed.forEach((i, n) => {
      if (n > 0) this.put(group.words[i - 1] ?? '');
      this.part(existing(group.items[i]), [...path, i], group.join);
    });
    if (enclose) this.put(')');
  }
}

function needsParentheses({ join, negated, trivia }: ConditionGroup, parent: Join | undefined): boolean {
  if (trivia.parentheses === 'written') return false;
  return negated || (parent !== undefined && (trivia.parentheses === 'added' || join === 'OR' || parent === 'AND'));
}

/** The SQL of a predicate; `undefined` while it is not complete. */
export function printPredicate(predicate: Predicate): string | undefined {
  const expression = predicateExpression(predicate);
  return expression && printExpression(expression);
}

function predicateExpression({ column, operator, values }: Predicate): Expression | undefined {
  if (!column) return undefined;
  const operand: Expression = { kind: 'column', path: column };
  const all = values.map(valueExpression);
  const [first, second] = all;
  if (isComparison(operator)) return first && { kind: 'infix', op: operator, left: operand, right: first };
  const what = truths.find((truth) => operator === `IS ${truth}`);
  if (what) return { kind: 'is', what, operand };
  const negated = operator.startsWith('NOT ');
  const positive = negated ? operator.slice('NOT '.length) : operator;
  if (positive === 'BETWEEN') return first && second && { kind: 'between', operand, negated, low: first, high: second };
  if (positive === 'IN') {
    const complete = all.filter((value) => value !== undefined);
    return complete.length > 0 && complete.length === all.length
      ? { kind: 'in', operand, negated, values: complete }
      : undefined;
  }
  const pattern = patterns.find((p) => p === positive);
  // Every text contains the empty one, so that is no condition yet.
  if (!pattern || first?.kind !== 'string' || (first.value === '' && pattern !== 'LIKE')) return undefined;
  return { kind: 'like', operand, negated, ...printPattern(pattern, first.value) };
}

/**
 * The pattern of LIKE that finds a text literally. Without ESCAPE Flink reads a backslash as itself, so it is an escape
 * only where the text has a `%` or `_`.
 * Source: https://nightlies.apache.org/flink/flink-docs-stable/docs/dev/table/functions/systemfunctions/
 */
function printPattern(operator: Pattern, text: string): { pattern: string; escape?: string } {
  if (operator === 'LIKE') return { pattern: text };
  const escapes = /[%_]/.test(text);
  const plain = escapes ? text.replace(/[%_\\]/g, '\\$&') : text;
  const pattern = `${operator === 'STARTS WITH' ? '' : '%'}${plain}${operator === 'ENDS WITH' ? '' : '%'}`;
  return { pattern, ...(escapes && { escape: '\\' }) };
}

/** The literal or column; `undefined` while none is chosen, or the text is no literal of its kind. */
export function valueExpression(value: ConditionValue): Expression | undefined {
  switch (value.kind) {
    case 'column':
      return value.path.length === 0 ? undefined : { kind: 'column', path: value.path };
    case 'string':
      return { kind: 'string', value: value.raw };
    case 'number':
      return isNumber(value.raw) ? { kind: 'decimal', value: value.raw.trim() } : undefined;
    case 'boolean':
      return /^(TRUE|FALSE)$/.test(value.raw) ? { kind: 'boolean', value: value.raw === 'TRUE' } : undefined;
    default: {
      const text = timestampText(value.kind, value.raw);
      return text === undefined ? undefined : { kind: 'timestamp', of: value.kind, value: text };
    }
  }
}

export const isNumber = (raw: string): boolean => /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(raw.trim());

/** How many values an operator takes. */
export function valuesOf(operator: Operator): 0 | 1 | 2 | 'many' {
  if (operator.startsWith('IS ')) return 0;
  if (operator.endsWith('BETWEEN')) return 2;
  return operator.endsWith('IN') ? 'many' : 1;
}

/** What is missing or invalid before a leaf has SQL; `undefined` where it is complete. */
export function incompleteLeaf(leaf: ConditionLeaf): Diagnostic | undefined {
  const found = leaf.predicate ? incompletePredicate(leaf.predicate) : incompleteText(leaf);
  if (!found) return undefined;
  const stays = leaf.text === undefined ? '' : ` Until then, this stays: ${leaf.text}`;
  return { severity: 'error', place: {}, ...found, message: found.message + stays };
}

const missing = (message: string) => ({ code: 'config/missing' as const, message });

function incompletePredicate({ column, operator, values }: Predicate) {
  if (!column) return missing('Choose a property.');
  const invalid = values.find((value) => valueExpression(value) === undefined);
  if (invalid?.kind === 'column') return missing('Choose the other property.');
  if (invalid) return { code: 'condition/value' as const, message: invalidMessage(invalid) };
  const count = valuesOf(operator);
  const [first] = values;
  const empty = /CONTAINS|WITH/.test(operator) && first?.kind === 'string' && first.raw === '';
  if (values.length < (count === 'many' ? 1 : count) || empty)
    return missing(count === 2 ? 'Write both values.' : 'Write a value.');
  return undefined;
}

function invalidMessage(value: ConditionValue): string {
  switch (value.kind) {
    case 'number':
      return 'Write a number, like 50 or 99.5.';
    case 'DATE':
      return 'Write a date, like 2026-04-07.';
    case 'TIME':
      return 'Write a time of day, like 08:30:00.';
    case 'TIMESTAMP':
      return 'Write a time, like 2026-04-07 08:30:00.';
    default:
      return 'Choose a value.';
  }
}

function incompleteText({ text, typed }: ConditionLeaf) {
  const shown = typed ?? text ?? '';
  if (shown.trim() === '') return missing('Write an expression that is true or false.');
  return typed === undefined ? undefined : conditionMisfit(shown);
}
