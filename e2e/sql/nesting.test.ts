import { checkExpression } from '@headrace/flow';
import fc from 'fast-check';
import { expect, inject, test } from 'vitest';
import { plan } from './flink-sql.ts';

const command = inject('flinkSql');

/** Ways in which an expression gets deeper by a step. */
const steps: Readonly<Record<string, (inner: string) => string>> = {
  parentheses: (x) => `(${x})`,
  sum: (x) => `${x} + a`,
  minus: (x) => `- (${x})`,
  call: (x) => `ABS(${x})`,
  case: (x) => `CASE WHEN b THEN 1 ELSE ${x} END`,
  cast: (x) => `CAST(${x} AS INT)`,
  item: (x) => `ARRAY[${x}][1]`,
};
const chains: Readonly<Record<string, (times: number) => string>> = {
  'OR of tests': (n) => Array.from({ length: n }, (_, i) => `s = '${i}'`).join(' OR '),
  BETWEEN: (n) => Array.from({ length: n }, () => 'a BETWEEN 1 AND 2').join(' AND '),
  NOT: (n) => `${'NOT '.repeat(n)}b`,
  minus: (n) => `${'- '.repeat(n)}a`,
  plus: (n) => `a${' + 1'.repeat(n)}`,
  concat: (n) => `s${' || s'.repeat(n)}`,
  'IS TRUE': (n) => `b${' IS TRUE'.repeat(n)}`,
  WHEN: (n) => `CASE ${Array.from({ length: n }, (_, i) => `WHEN a = ${i} THEN ${i}`).join(' ')} END`,
  IN: (n) => `a IN (${Array.from({ length: n }, (_, i) => i).join(', ')})`,
  row: (n) => `${'ROW('.repeat(n)}a${')'.repeat(n)}`,
  array: (n) => `${'ARRAY['.repeat(n)}a${']'.repeat(n)}`,
};

/** As often as our check admits, at most `most` times. */
function deepestOf(chain: (times: number) => string, most: number): string {
  let [low, high] = [1, most + 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (checkExpression(chain(middle))) high = middle;
    else low = middle;
  }
  return chain(low);
}

const repeated = (all: readonly ((inner: string) => string)[]) => (times: number) =>
  Array.from({ length: times }).reduce<string>(
    (inner, _, i) => (all[i % all.length] as (x: string) => string)(inner),
    'a',
  );

test('the deepest expressions that are admitted are planned by Flink', async () => {
  const mixed = fc.sample(fc.array(fc.constantFrom(...Object.values(steps)), { minLength: 2, maxLength: 6 }), 6);
  const deepest = [
    ...Object.values(steps).map((step) => deepestOf(repeated([step]), 500)),
    ...Object.values(chains).map((chain) => deepestOf(chain, 500)),
    ...mixed.map((all) => deepestOf(repeated(all), 500)),
  ];
  const refused: string[] = [];
  let i = 0;
  for await (const thrown of plan(command, deepest)) {
    if (thrown !== null) refused.push(`${thrown}: ${deepest[i]}`);
    i++;
  }
  expect(i).toBe(deepest.length);
  expect(refused).toEqual([]);
});

test.each(Object.entries(chains).filter(([name]) => name !== 'IN'))('%s without end is refused', (_, chain) => {
  expect(checkExpression(chain(500))?.code).toBe('expression/depth');
});
