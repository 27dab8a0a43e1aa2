import type { DataType, Expression } from '@headrace/flow';

/** A property of the message: its place, what it is read as, and how it is written where it is a time. */
export interface ReadColumn {
  readonly name: string;
  readonly type: DataType;
  readonly path: readonly string[];
  readonly timeFormat?: string | undefined;
}

/** How Flink reads the messages of a topic. */
export interface SourceFormat {
  /** Options of the table. */
  readonly options: Readonly<Record<string, string>>;
  /** Settings of the session. */
  readonly settings: Readonly<Record<string, string>>;
  /** The type that the column has in the table. */
  physicalType(column: ReadColumn): DataType;
  /** The column's value from what stands in the table; undefined where that is the value. */
  computed(column: ReadColumn, raw: Expression): Expression | undefined;
}
