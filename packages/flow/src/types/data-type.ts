/**
 * Flink SQL data types as a tree, for what people declare (source columns) and for what the planner answers.
 * Source: https://nightlies.apache.org/flink/flink-docs-stable/docs/dev/table/types/
 */
export type DataType =
  | { readonly kind: 'simple'; readonly name: SimpleType }
  /** Length of CHAR, VARCHAR, BINARY, VARBINARY; precision of TIME, TIMESTAMP, TIMESTAMP_LTZ. */
  | { readonly kind: 'sized'; readonly name: SizedType; readonly size: number | undefined }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'array' | 'multiset'; readonly element: DataType }
  | { readonly kind: 'map'; readonly key: DataType; readonly value: DataType }
  | { readonly kind: 'row'; readonly fields: readonly RowField[] };

export interface RowField {
  readonly name: string;
  readonly type: DataType;
}

export const simpleTypes = [
  'STRING',
  'BOOLEAN',
  'TINYINT',
  'SMALLINT',
  'INT',
  'BIGINT',
  'FLOAT',
  'DOUBLE',
  'DATE',
  'BYTES',
  'VARIANT',
] as const;
export type SimpleType = (typeof simpleTypes)[number];

export const sizedTypes = ['CHAR', 'VARCHAR', 'BINARY', 'VARBINARY', 'TIME', 'TIMESTAMP', 'TIMESTAMP_LTZ'] as const;
export type SizedType = (typeof sizedTypes)[number];

/** Shorthands for the catalogue. */
export const types = {
  string: { kind: 'simple', name: 'STRING' },
  boolean: { kind: 'simple', name: 'BOOLEAN' },
  bigint: { kind: 'simple', name: 'BIGINT' },
  int: { kind: 'simple', name: 'INT' },
  double: { kind: 'simple', name: 'DOUBLE' },
  bytes: { kind: 'simple', name: 'BYTES' },
  timestamp: { kind: 'sized', name: 'TIMESTAMP', size: 3 },
  timestampLtz: { kind: 'sized', name: 'TIMESTAMP_LTZ', size: 3 },
} as const satisfies Record<string, DataType>;
