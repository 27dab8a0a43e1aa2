import type { DataType } from '../types/data-type.ts';
import type { Origin } from './origin.ts';

/**
 * SQL as a typed tree: the only way in which this project makes SQL. print.ts is its only printer and quote.ts its only
 * quoter; the names and values in the tree are unquoted.
 */
export type Expression =
  /** A column, with the alias of its relation where one is needed: `{path: ['l', 'id']}` is `l`.`id`. */
  | { readonly kind: 'column'; readonly path: readonly string[] }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  /** A number with all its digits, which may be more than a `number` holds: `-0.10`, `9007199254740993`. */
  | { readonly kind: 'decimal'; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  /** A literal of a date or a time: `TIMESTAMP '2026-04-07 08:00:00'`, `DATE '2026-04-07'`. */
  | { readonly kind: 'timestamp'; readonly of: TimestampKind; readonly value: string }
  | { readonly kind: 'null' }
  /** INTERVAL literal of so many milliseconds. */
  | { readonly kind: 'interval'; readonly milliseconds: number }
  /** SQL that a user wrote, which checkExpression has found to be one expression. */
  | { readonly kind: 'raw'; readonly text: string; readonly origin: Origin }
  /** A built-in function or a keyword-like call; `name` comes from our code, never from people. */
  | { readonly kind: 'call'; readonly name: string; readonly distinct?: boolean; readonly args: readonly Expression[] }
  | { readonly kind: 'star' }
  | { readonly kind: 'infix'; readonly op: InfixOperator; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'not'; readonly operand: Expression }
  /** `IS NOT TRUE` is true for FALSE and for NULL. */
  | { readonly kind: 'is'; readonly what: Truth; readonly operand: Expression }
  | {
      readonly kind: 'between';
      readonly operand: Expression;
      readonly negated?: boolean;
      readonly low: Expression;
      readonly high: Expression;
    }
  | {
      readonly kind: 'in';
      readonly operand: Expression;
      readonly negated?: boolean;
      readonly values: readonly Expression[];
    }
  /** `%` and `_` in the pattern stand for other characters unless `escape` stands before them. */
  | {
      readonly kind: 'like';
      readonly operand: Expression;
      readonly negated?: boolean;
      readonly pattern: string;
      readonly escape?: string;
    }
  | { readonly kind: 'cast'; readonly operand: Expression; readonly type: DataType; readonly safe?: boolean }
  /** `map['key']`. */
  | { readonly kind: 'item'; readonly operand: Expression; readonly key: Expression }
  | { readonly kind: 'array'; readonly elements: readonly Expression[] }
  | { readonly kind: 'map'; readonly entries: readonly { readonly key: Expression; readonly value: Expression }[] }
  | {
      readonly kind: 'over';
      readonly call: Expression;
      readonly partitionBy: readonly Expression[];
      readonly orderBy: readonly Ordering[];
    }
  | {
      readonly kind: 'case';
      readonly branches: readonly { readonly when: Expression; readonly value: Expression }[];
      readonly otherwise?: Expression;
    };

export type InfixOperator = '=' | '<>' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | 'AND' | 'OR';

export type TimestampKind = 'DATE' | 'TIME' | 'TIMESTAMP';

export type Truth = 'NULL' | 'NOT NULL' | 'TRUE' | 'NOT TRUE' | 'FALSE' | 'NOT FALSE';

export interface Ordering {
  readonly by: Expression;
  readonly descending?: boolean;
}

export interface SelectItem {
  readonly expression: Expression;
  readonly as?: string;
  readonly origin?: Origin;
}

export type From =
  | { readonly kind: 'table'; readonly name: string; readonly alias?: string }
  | { readonly kind: 'query'; readonly query: Query; readonly alias: string }
  /** A window table-valued function over a relation. */
  | {
      readonly kind: 'window';
      readonly window: WindowFunction;
      readonly table: string;
      readonly timeColumn: string;
      readonly partitionBy?: readonly string[];
      readonly alias?: string;
      readonly origin?: Origin;
    }
  | {
      readonly kind: 'join';
      readonly join: 'INNER' | 'LEFT' | 'RIGHT' | 'FULL' | 'CROSS';
      readonly left: From;
      readonly right: From;
      readonly on?: Expression;
    }
  /** `table FOR SYSTEM_TIME AS OF time AS alias`, the right side of temporal and lookup joins. */
  | { readonly kind: 'as-of'; readonly table: string; readonly time: Expression; readonly alias: string }
  /** `UNNEST(array) WITH ORDINALITY AS alias (columns)`. */
  | {
      readonly kind: 'unnest';
      readonly array: Expression;
      readonly alias: string;
      readonly columns: readonly string[];
      readonly ordinality?: boolean;
    };

/** Sizes in milliseconds. Source: https://nightlies.apache.org/flink/flink-docs-stable/docs/dev/table/sql/queries/window-tvf/ */
export type WindowFunction =
  | { readonly kind: 'TUMBLE'; readonly size: number }
  | { readonly kind: 'HOP'; readonly slide: number; readonly size: number }
  | { readonly kind: 'CUMULATE'; readonly step: number; readonly size: number }
  | { readonly kind: 'SESSION'; readonly gap: number };

export type Query =
  | {
      readonly kind: 'select';
      readonly items: readonly SelectItem[];
      readonly from: From;
      readonly where?: Expression;
      readonly groupBy?: readonly Expression[];
      readonly having?: Expression;
    }
  | { readonly kind: 'union-all'; readonly queries: readonly Query[] }
  | {
      readonly kind: 'with';
      readonly relations: readonly { readonly name: string; readonly query: Query; readonly origin?: Origin }[];
      readonly body: Query;
    };

export interface ColumnDefinition {
  readonly name: string;
  readonly definition:
    | { readonly kind: 'physical'; readonly type: DataType }
    | { readonly kind: 'metadata'; readonly type: DataType; readonly from: string; readonly virtual?: boolean }
    | { readonly kind: 'computed'; readonly expression: Expression };
}

export type Statement =
  | {
      readonly kind: 'create-table';
      readonly name: string;
      readonly columns: readonly ColumnDefinition[];
      /**
       * Milliseconds. A row whose time is more than `ahead` ahead of the clock does not move the watermark; without `ahead`
       * every row does.
       */
      readonly watermark?: { readonly column: string; readonly lateness: number; readonly ahead?: number };
      readonly primaryKey?: readonly string[];
      /** Connector options; values are texts as in Flink's documentation. */
      readonly options: Readonly<Record<string, string>>;
      readonly origin?: Origin;
    }
  | { readonly kind: 'create-view'; readonly name: string; readonly query: Query; readonly origin?: Origin }
  | { readonly kind: 'drop-view' | 'drop-table'; readonly name: string }
  | { readonly kind: 'describe'; readonly name: string }
  | { readonly kind: 'query'; readonly query: Query }
  | {
      readonly kind: 'insert';
      readonly table: string;
      readonly query: Query;
      readonly onConflict?: OnConflict;
      readonly origin?: Origin;
    }
  | StatementSet
  | { readonly kind: 'explain'; readonly set: StatementSet }
  | { readonly kind: 'set'; readonly key: string; readonly value: string };

/**
 * What a table does with rows of one primary key that the planner cannot know to be one row: keep them apart and write the
 * newest that is left.
 * Source: https://nightlies.apache.org/flink/flink-docs-stable/docs/dev/table/sql/insert/ (ON CONFLICT)
 */
export type OnConflict = 'DEDUPLICATE';

/** All that a flow writes, as one job. */
export interface StatementSet {
  readonly kind: 'statement-set';
  readonly inserts: readonly Extract<Statement, { kind: 'insert' }>[];
}
