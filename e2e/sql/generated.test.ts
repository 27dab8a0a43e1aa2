import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expressionTypeWords } from '@headrace/flow';
import { expect, inject, test } from 'vitest';
import { askFlinkWords, flinkSqlFile, flinkSqlModule } from '../../tools/gen/flink-sql.ts';
import { samples } from './expressions.ts';

const flink = askFlinkWords(inject('flinkSql'));

test('the generated lists are those of the Flink that the engine has', () => {
  const file = join(import.meta.dirname, '..', '..', flinkSqlFile);
  expect(readFileSync(file, 'utf8'), 'run npm run gen:flink').toBe(flinkSqlModule(flink));
});

test('each kind of token is among the samples', () => {
  // Parts of other tokens, and tokens of lexical states that Lex.JAVA does not use.
  const others =
    /^(EOF|EXPONENT|HEXDIGIT|WHITESPACE|CHARSETNAME|UNICODE_QUOTED_ESCAPE_CHAR|LETTER|DIGIT|BEL|BIG_QUERY_.*|HYPHENATED_IDENTIFIER|BRACKET_QUOTED_IDENTIFIER|QUOTED_IDENTIFIER)$/;
  expect(flink.tokenKinds.filter((kind) => !others.test(kind) && !Object.hasOwn(samples, kind))).toEqual([]);
});

test('no type that names a Java class is on the list', () => {
  for (const word of ['RAW', 'STRUCTURED', 'LEGACY']) {
    expect(flink.types).toContain(word);
    expect(expressionTypeWords.has(word)).toBe(false);
  }
});
