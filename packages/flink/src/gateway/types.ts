/** What the SQL gateway's REST API, version 4, answers. Source: the OpenAPI of `flink-sql-gateway` 2.3. */
export interface ResultColumn {
  readonly name: string;
  readonly logicalType: { readonly type: string; readonly nullable: boolean };
}

export type RowKind = 'INSERT' | 'UPDATE_BEFORE' | 'UPDATE_AFTER' | 'DELETE';

export interface ResultRow {
  readonly kind: RowKind;
  readonly fields: readonly unknown[];
}

/** One answer of `result/<token>`. */
export type ResultPage =
  | { readonly resultType: 'NOT_READY'; readonly nextResultUri?: string }
  | {
      readonly resultType: 'PAYLOAD' | 'EOS';
      readonly isQueryResult?: boolean;
      readonly jobID?: string;
      readonly results?: { readonly columns: readonly ResultColumn[]; readonly data: readonly ResultRow[] };
      readonly nextResultUri?: string;
    };

/** A part of a result. `rows` may be empty: nothing new yet. */
export interface Page {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly ResultRow[];
  /** The job that makes the rows, where there is one. */
  readonly jobId: string | undefined;
}

export type Properties = Readonly<Record<string, string>>;
