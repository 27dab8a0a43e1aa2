import { type Column, type DataType, type Expression, parseType, printStatement, type Relation } from '@headrace/flow';
import { expect, test } from 'vitest';
import { havingNull, nullKey } from './null-key.ts';

const printed = (expression: Expression) => {
  const query = { kind: 'select', items: [{ expression }], from: { kind: 'table', name: 't' } } as const;
  return /^SELECT\s+([\s\S]*)\s+FROM `t`$/.exec(printStatement({ kind: 'query', query }).text)?.[1];
};

function relation(columns: Readonly<Record<string, string>>): Relation {
  const typed = Object.entries(columns).map(([name, type]): Column => {
    const parsed = parseType(type);
    return { name, type: 'type' in parsed ? parsed.type : (undefined as unknown as DataType) };
  });
  return { columns: typed, changelog: { mode: 'retract', key: Object.keys(columns) } };
}

test('writes null in a key of one text as bytes that no text has', () => {
  const { expression, column } = nullKey(['r'], relation({ r: 'STRING', n: 'BIGINT' }));
  expect(printed(expression)).toBe("UNHEX('FF6E756C6C')");
  expect(column).toBe('message_key');
  expect(() => new TextDecoder('utf8', { fatal: true }).decode(Buffer.from('FF6E756C6C', 'hex'))).toThrow();
});

test('writes any other key as JSON of its columns in their order, with escaped names and times as texts', () => {
  const { expression } = nullKey(['b"', 'a', 'at'], relation({ a: 'BIGINT', 'b"': 'STRING', at: 'TIMESTAMP(3)' }));
  expect(printed(expression)).toBe(
    `CONCAT('{"b\\"":', COALESCE(JSON_STRING(\`b"\`), 'null'), ',"a":', COALESCE(JSON_STRING(\`a\`), 'null'), ',"at":', COALESCE(JSON_STRING(CAST(\`at\` AS STRING)), 'null'), '}')`,
  );
});

test('gives the column of the key a free name', () => {
  expect(nullKey(['r'], relation({ r: 'STRING', message_key: 'STRING' })).column).toBe('message_key_2');
});

test('writes each row through exactly one of the two tables', () => {
  expect(printed(havingNull(['a', 'b'], false))).toBe('(`a` IS NOT NULL) AND (`b` IS NOT NULL)');
  expect(printed(havingNull(['a', 'b'], true))).toBe('(`a` IS NULL) OR (`b` IS NULL)');
  expect(printed(havingNull(['a'], true))).toBe('`a` IS NULL');
});
