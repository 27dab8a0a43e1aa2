import * as z from 'zod';

const PathStep = z.union([z.string(), z.number()]);

/** A `Diagnostic` of packages/flow as it is sent; `contract.test.ts` keeps the two types equal. */
export const DiagnosticSchema = z
  .object({
    code: z.string().describe('Stable and searchable: `planner/unknown-column`.'),
    severity: z.enum(['error', 'warning', 'info']),
    message: z.string(),
    place: z
      .object({
        node: z.string().exactOptional(),
        path: z.array(PathStep).exactOptional().describe('Steps below the node.'),
        range: z
          .object({ start: z.int(), end: z.int() })
          .exactOptional()
          .describe('UTF-16 offsets inside the text of the field, end exclusive.'),
        file: z
          .object({ line: z.int(), column: z.int() })
          .exactOptional()
          .describe('Position in the text of the flow, from 1.'),
      })
      .describe('Where in the flow. Empty for the flow as a whole.'),
    fix: z
      .object({
        title: z.string(),
        node: z.string(),
        path: z.array(PathStep),
        value: z.unknown().optional().describe('The new value; absent to remove what is there.'),
      })
      .exactOptional()
      .describe('A replacement of one value that corrects it.'),
  })
  .meta({ id: 'Diagnostic', description: 'What is wrong with a flow, and where.' });

/** Columns of a port with the types that the planner of Flink gave them. */
export const PortColumns = z
  .array(z.object({ name: z.string(), type: z.string().describe('A type of Flink SQL.') }))
  .meta({ id: 'PortColumns', description: 'The columns of a port of a node.' });
export type PortColumns = z.infer<typeof PortColumns>;
