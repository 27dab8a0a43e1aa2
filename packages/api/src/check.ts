import * as z from 'zod';

const PathStep = z.union([z.string(), z.number()]);

/** The wire form of packages/flow's `Diagnostic`; a type test in check.test.ts keeps the two equal. */
export const DiagnosticSchema = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  message: z.string(),
  place: z.object({
    node: z.string().optional(),
    path: z.array(PathStep).optional(),
    range: z.object({ start: z.int(), end: z.int() }).optional(),
    file: z.object({ line: z.int(), column: z.int() }).optional(),
  }),
  fix: z.object({ title: z.string(), node: z.string(), path: z.array(PathStep), value: z.unknown() }).optional(),
});

/** Columns of a port with the types that Flink's planner gave them. */
export const PortColumns = z.array(z.object({ name: z.string(), type: z.string() }));
export type PortColumns = z.infer<typeof PortColumns>;
