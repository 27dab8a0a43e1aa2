import * as z from 'zod';

/** What the SQL gateway's REST API, version 4, answers. Source: the OpenAPI of `flink-sql-gateway` 2.3. */
export const ResultColumn = z
  .object({ name: z.string(), logicalType: z.object({ type: z.string(), nullable: z.boolean() }).readonly() })
  .readonly();
export type ResultColumn = z.infer<typeof ResultColumn>;

export const RowKind = z.enum(['INSERT', 'UPDATE_BEFORE', 'UPDATE_AFTER', 'DELETE']);
export type RowKind = z.infer<typeof RowKind>;

export const ResultRow = z.object({ kind: RowKind, fields: z.array(z.unknown()).readonly() }).readonly();
export type ResultRow = z.infer<typeof ResultRow>;

/** One answer of `result/<token>`. */
export const ResultPage = z.discriminatedUnion('resultType', [
  z.object({ resultType: z.literal('NOT_READY'), nextResultUri: z.string().nullish() }),
  z.object({
    resultType: z.enum(['PAYLOAD', 'EOS']),
    jobID: z.string().nullish(),
    results: z.object({ columns: z.array(ResultColumn).readonly(), data: z.array(ResultRow).readonly() }).nullish(),
    nextResultUri: z.string().nullish(),
  }),
]);
export type ResultPage = z.infer<typeof ResultPage>;

export const Info = z.object({ productName: z.string(), version: z.string() }).readonly();
export type Info = z.infer<typeof Info>;

/** A part of a result. `rows` may be empty: nothing new yet. */
export interface Page {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly ResultRow[];
  /** The job that makes the rows, where there is one. */
  readonly jobId: string | undefined;
}

export type Properties = Readonly<Record<string, string>>;
