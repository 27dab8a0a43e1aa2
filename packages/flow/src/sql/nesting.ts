import type { Words } from './expression-words.ts';
import type { Misfit } from './lex.ts';

/**
 * How deep an expression may be, since Flink's parser and planner recurse and their time grows faster than the depth.
 * Measured with Flink 2.3 and the stack that a JVM gives a thread: chains of operators overflow the stack between 300 and
 * 400, nested calls at 300, and nested rows take 1.5 s at 100 and 12 s at 200. The suite `sql` plans what is admitted.
 */
export const deepest = {
  /** Parentheses, brackets and CASE … END around a value. */
  brackets: 100,
  /** Those and all operators around a value: `a + b + c` stands in two, `NOT NOT a` too. */
  all: 200,
} as const;

/** Words that join conditions or branches. Between them the depth of operators is that of the deepest part. */
const joins = new Set(['AND', 'OR', 'WHEN']);
const operators = new Set(['NOT', 'IS', 'LIKE', 'SIMILAR', 'BETWEEN', 'IN', 'OVERLAPS', 'OVER', 'THEN', 'ELSE']);
const opening = new Set(['(', '[', 'CASE']);
const closing = new Set([')', ']', 'END']);

/** One pair of brackets: what has been counted since it opened or since its last comma. */
interface Level {
  joins: number;
  /** Operators since the last join, and the most between two joins. */
  operators: number;
  mostOperators: number;
  /** The deepest of what stands in brackets of its own. */
  inner: number;
  /** The deepest of the arguments before the last comma. */
  arguments: number;
}

const newLevel = (): Level => ({ joins: 0, operators: 0, mostOperators: 0, inner: 0, arguments: 0 });

const depthOf = (level: Level): number => Math.max(level.arguments, level.joins + level.mostOperators + level.inner);

/** Where an expression gets deeper than Flink can plan; undefined where it does not. Its brackets are balanced. */
export function nestingMisfit(words: Words): Misfit | undefined {
  const outer: Level[] = [];
  let level = newLevel();
  for (let i = 0; i < words.tokens.length; i++) {
    const word = words.at(i);
    count(level, word, words.tokens[i]?.kind === 'sign');
    if (opening.has(word)) {
      outer.push(level);
      level = newLevel();
    } else if (closing.has(word)) {
      const around = outer.pop();
      if (around) {
        around.inner = Math.max(around.inner, 1 + depthOf(level));
        level = around;
      }
    }
    if (outer.length > deepest.brackets || depthOf(level) > deepest.all)
      return words.misfit(
        'expression/depth',
        i,
        `The expression is nested too deep for Flink: more than ${deepest.brackets} brackets, or ${deepest.all} operators, around one value. Split it over several nodes, or write a list with IN (…).`,
      );
  }
  return undefined;
}

function count(level: Level, word: string, isSign: boolean): void {
  if (word === ',') {
    level.arguments = depthOf(level);
    Object.assign(level, { joins: 0, operators: 0, mostOperators: 0, inner: 0 });
  } else if (joins.has(word)) {
    level.joins++;
    level.operators = 0;
  } else if (operators.has(word) || (isSign && word !== '(' && word !== ')' && word !== ']')) {
    level.operators++;
    level.mostOperators = Math.max(level.mostOperators, level.operators);
  }
}
