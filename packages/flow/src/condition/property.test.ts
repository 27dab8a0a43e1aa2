import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkExpression, checkForm } from '../sql/check-expression.ts';
import { sqlName } from '../sql/quote.ts';
import {
  addTo,
  expressionLeaf,
  joinAt,
  partAt,
  predicateLeaf,
  removeAt,
  replaceAt,
  withPredicate,
  withTyped,
  wrapAt,
} from './edit.ts';
import { parseCondition } from './parse-condition.ts';
import { parsePattern } from './parse-predicate.ts';
import { hasSql, printCondition } from './print-condition.ts';
import {
  type ConditionGroup,
  type ConditionPart,
  type ConditionValue,
  comparisons,
  type Join,
  newGroup,
  type Operator,
  type PartPath,
  type Predicate,
  truths,
} from './tree.ts';

const numRuns = 10_000;

/** What people and their data hold: quotes, signs and words of SQL, comments, line breaks, unicode, halves of it. */
const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc
    .array(
      fc.constantFrom(...["'", '`', ';', '--', '/*', '*/', '\n', '\0', '"', '\\', '.', '%', '_', ' ', '\ud800', '💧']),
      { maxLength: 6 },
    )
    .map((parts) => parts.join('')),
  fc.constantFrom('AND', 'x OR y', ') OR (1 = 1', "' OR '1' = '1", 'NULL', 'SELECT', 'select', '*/ OR 1 = 1 /*', 'E'),
);
const path = fc.array(nasty, { minLength: 1, maxLength: 3 });
const text = nasty.map((raw): ConditionValue => ({ kind: 'string', raw }));
const literal = fc.oneof(
  text,
  fc
    .oneof(
      fc.integer().map(String),
      fc.bigInt().map(String),
      fc.stringMatching(/^-?[0-9]{1,9}\.[0-9]{1,9}(e-?[0-9])?$/),
    )
    .map((raw): ConditionValue => ({ kind: 'number', raw })),
  fc.constantFrom<ConditionValue>(
    { kind: 'boolean', raw: 'TRUE' },
    { kind: 'boolean', raw: 'FALSE' },
    { kind: 'DATE', raw: '2026-04-07' },
    { kind: 'TIME', raw: '08:00:00' },
    { kind: 'TIMESTAMP', raw: '2026-04-07 08:00:00.250' },
  ),
);
const testOf = (operator: fc.Arbitrary<Operator>, values: fc.Arbitrary<ConditionValue[]>): fc.Arbitrary<Predicate> =>
  fc.record({ column: path, operator, values });

const shapes = ['CONTAINS', 'STARTS WITH', 'ENDS WITH'] as const;
const completeTest = fc.oneof(
  testOf(
    fc.constantFrom(...comparisons),
    fc
      .oneof(
        literal,
        path.map((p) => ({ kind: 'column' as const, path: p })),
      )
      .map((v) => [v]),
  ),
  testOf(fc.constantFrom('BETWEEN', 'NOT BETWEEN'), fc.array(literal, { minLength: 2, maxLength: 2 })),
  testOf(fc.constantFrom('IN', 'NOT IN'), fc.array(literal, { minLength: 1, maxLength: 4 })),
  testOf(
    fc.constantFrom(...shapes, ...shapes.map((s) => `NOT ${s}` as const)),
    text.filter((v) => v.kind === 'string' && v.raw !== '').map((v) => [v]),
  ),
  testOf(
    fc.constantFrom('LIKE', 'NOT LIKE'),
    text.filter((v) => v.kind === 'string' && parsePattern(v.raw)?.operator === 'LIKE').map((v) => [v]),
  ),
  testOf(fc.constantFrom(...truths.map((t) => `IS ${t}` as const)), fc.constant([])),
);
const ownText = fc.constantFrom(
  'active',
  "UPPER(a) = 'X AND Y'",
  'CASE WHEN a AND b OR c THEN 1 ELSE 2 END = 1',
  'a BETWEEN b AND c + 1',
  'a = /* why */ 1',
  '(a, b) IN ((1, 2))',
);
const leaf = fc.oneof(
  completeTest.map(predicateLeaf),
  ownText.map((own) => withTyped(expressionLeaf, own)),
);

/** Trees in the form in which they are read: a group of one is there to deny it, or is the root. */
const part: fc.Arbitrary<ConditionPart> = fc.letrec<{ part: ConditionPart }>((tie) => ({
  part: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc
      .tuple(fc.constantFrom<Join>('AND', 'OR'), fc.array(tie('part'), { minLength: 2, maxLength: 4 }), fc.boolean())
      .map(([join, items, negated]) => negatedIf(newGroup(join, items), negated)),
    leaf.map((one) => negatedIf(newGroup('OR', [one]), true)),
  ),
})).part;
const negatedIf = (group: ConditionGroup, negated: boolean) => (negated ? joinAt(group, [], group.join, true) : group);
const root = part.map((one) => (one.kind === 'group' ? one : newGroup('AND', [one])));

/** A tree without its layout, and with names and texts as SQL can hold them. */
function shape(of: ConditionPart): unknown {
  if (of.kind === 'group') return { join: of.join, negated: of.negated, items: of.items.map(shape) };
  if (!of.predicate) return of.text;
  return {
    column: of.predicate.column?.map(sqlName),
    operator: of.predicate.operator,
    values: of.predicate.values.map((v) =>
      v.kind === 'column' ? v.path.map(sqlName) : [v.kind, v.raw.toWellFormed()],
    ),
  };
}

const anyText = fc.oneof(
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  {
    weight: 4,
    arbitrary: fc
      .array(
        fc.constantFrom(
          ...'a b ` x y` x = 1 2 <> <= AND and OR or NOT not ( ) ( ) , BETWEEN IN LIKE IS NULL CASE WHEN THEN END'.split(
            ' ',
          ),
          ...["'x'", "'AND'", '`n`', '.', ';', "'", ' ', '\n', '-- c\n', '-- AND', '/* OR */', '//', '\t', '"'],
        ),
        { maxLength: 25 },
      )
      .chain((words) => fc.constantFrom(words.join(' '), words.join(''), words.join('\n'))),
  },
);
const wellFormed = fc
  .tuple(root, fc.constantFrom('', ' ', '\n', '-- c\n', '/* NOT ( */'), fc.constantFrom('', ' ', '\n', ' -- end'))
  .map(([tree, before, after]) => before + printCondition(tree).text + after);

describe('any text', () => {
  test('is printed unchanged where it was not edited, with the correct range of each leaf', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, wellFormed), (written) => {
        const { root: tree, misfit } = parseCondition(written);
        const printed = printCondition(tree);
        expect(printed.text).toBe(written);
        for (const { path: at, start, end } of printed.leaves)
          expect(written.slice(start, end)).toBe((partAt(tree, at) as { text?: string }).text);
        if (written.trim() !== '') expect(printed.leaves.length).toBeGreaterThan(0);
        if (!misfit && written.trim() !== '') expect(checkForm(written)).toBeUndefined();
      }),
      { numRuns },
    );
  });
});

describe('any tree', () => {
  test('is parsed back from its text, whatever its names and values', () => {
    fc.assert(
      fc.property(root, (tree) => {
        const printed = printCondition(tree).text;
        expect(checkExpression(printed)).toBeUndefined();
        expect(shape(parseCondition(printed).root)).toEqual(shape(tree));
      }),
      { numRuns },
    );
  });
});

const edit = fc.oneof(
  fc.record({ do: fc.constant('add' as const), part: fc.oneof(part, fc.constant(expressionLeaf)) }),
  fc.record({ do: fc.constant('remove' as const) }),
  fc.record({ do: fc.constant('wrap' as const) }),
  fc.record({ do: fc.constant('join' as const), join: fc.constantFrom<Join>('AND', 'OR'), negated: fc.boolean() }),
  fc.record({ do: fc.constant('test' as const), test: completeTest }),
  fc.record({ do: fc.constant('type' as const), typed: fc.oneof(anyText, wellFormed) }),
);
type Edit = typeof edit extends fc.Arbitrary<infer E> ? E : never;

const paths = (of: ConditionPart, at: PartPath = []): PartPath[] =>
  of.kind === 'leaf' ? [at] : [at, ...of.items.flatMap((item, i) => paths(item, [...at, i]))];

function apply(tree: ConditionGroup, what: Edit, where: number): ConditionGroup {
  const all = paths(tree);
  const at = all[where % all.length] as PartPath;
  const found = partAt(tree, at);
  switch (what.do) {
    case 'add':
      return addTo(tree, at, what.part);
    case 'remove':
      return removeAt(tree, at);
    case 'wrap':
      return wrapAt(tree, at);
    case 'join':
      return joinAt(tree, at, what.join, what.negated);
    case 'test':
      return found?.kind === 'leaf' && found.predicate ? replaceAt(tree, at, withPredicate(found, what.test)) : tree;
    case 'type':
      return found?.kind === 'leaf' && !found.predicate ? replaceAt(tree, at, withTyped(found, what.typed)) : tree;
    default:
      return what satisfies never;
  }
}

/** What the tree says where each leaf is true or false by chance, decided by its text. */
function meaning(of: ConditionPart, seed: number): boolean {
  if (of.kind === 'leaf') {
    const { root: own } = parseCondition(of.text ?? '');
    const [item] = own.items;
    if (own.items.length === 1 && item?.kind === 'leaf' && !own.negated) return chance(item.text ?? '', seed);
    return meaning(own, seed);
  }
  const said = of.items.filter(hasSql).map((item) => meaning(item, seed));
  return (of.join === 'AND' ? said.every(Boolean) : said.some(Boolean)) !== of.negated;
}
const chance = (raw: string, seed: number) =>
  [...raw].reduce((sum, c) => (sum * 31 + (c.codePointAt(0) ?? 0)) % 1_000_003, seed) % 2 === 0;

describe('any edits', () => {
  test('give one expression with the meaning of the tree', () => {
    fc.assert(
      fc.property(wellFormed, fc.array(fc.tuple(edit, fc.nat(50)), { maxLength: 6 }), (written, edits) => {
        const tree = edits.reduce((t, [what, where]) => apply(t, what, where), parseCondition(written).root);
        const printed = printCondition(tree).text;
        const { root: again, misfit } = parseCondition(printed);
        expect(misfit).toBeUndefined();
        expect(hasSql(again)).toBe(hasSql(tree));
        if (!hasSql(tree)) return;
        for (const seed of [1, 2, 3, 4]) expect(meaning(again, seed)).toBe(meaning(tree, seed));
      }),
      { numRuns },
    );
  });
});
