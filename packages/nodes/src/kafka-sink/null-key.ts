import { type DataType, type Expression, type Relation, types } from '@headrace/flow';
import { freeName, isText, isTime } from '../shared/columns.ts';

/**
 * Groups whose key is null, for the destination of a changelog. Kafka needs a key of each row that changes, upsert-kafka
 * takes the columns of the primary key for it, and Flink lets none of them be null. So rows of such groups go through a
 * second table on the same topic, whose key is computed and left out of the value. All other rows, and the bytes of their
 * keys, are as if there were no second table.
 */
export interface NullKey {
  readonly column: string;
  readonly type: DataType;
  readonly expression: Expression;
}

/**
 * The key of a group that has null in it: one for each group, and none that another group has.
 *
 * A key of one text is written as its plain bytes. The bytes of a null are no valid UTF-8, so no text has them. Any other
 * key is a JSON object of its columns, in which a null is `null`.
 */
export function nullKey(key: readonly string[], input: Relation): NullKey {
  const names = input.columns.map((c) => c.name);
  const column = freeName('message_key', names);
  const typeOf = (name: string) => input.columns.find((c) => c.name === name)?.type;
  if (isPlainKey(key, input))
    return { column, type: types.bytes, expression: { kind: 'call', name: 'UNHEX', args: [text(bytesOfNull)] } };
  const parts = key.flatMap((name, i) => [
    text(`${i === 0 ? '{' : ','}${JSON.stringify(name)}:`),
    orNull(jsonOf(name, typeOf(name))),
  ]);
  return { column, type: types.string, expression: { kind: 'call', name: 'CONCAT', args: [...parts, text('}')] } };
}

/** Whether the message key is the plain text of a column. */
export function isPlainKey(key: readonly string[], input: Relation): boolean {
  return key.length === 1 && isText(input.columns.find((c) => c.name === key[0])?.type);
}

/** The rows with a null in their key, or those without. */
export function havingNull(key: readonly string[], hasNull: boolean): Expression {
  const tests = key.map(
    (name): Expression => ({
      kind: 'is',
      what: hasNull ? 'NULL' : 'NOT NULL',
      operand: { kind: 'column', path: [name] },
    }),
  );
  return tests.reduce((left, right) => ({ kind: 'infix', op: hasNull ? 'OR' : 'AND', left, right }));
}

/** A byte that UTF-8 never has, and `null`, for whoever reads it as text. */
const bytesOfNull = 'FF6E756C6C';

function jsonOf(name: string, type: DataType | undefined): Expression {
  const value: Expression = { kind: 'column', path: [name] };
  const hasNoJson = isTime(type) || (type?.kind === 'simple' && ['DATE', 'BYTES'].includes(type.name));
  const shown: Expression = hasNoJson ? { kind: 'cast', operand: value, type: types.string } : value;
  return { kind: 'call', name: 'JSON_STRING', args: [shown] };
}

const orNull = (json: Expression): Expression => ({ kind: 'call', name: 'COALESCE', args: [json, text('null')] });

function text(value: string): Expression {
  return { kind: 'string', value };
}
