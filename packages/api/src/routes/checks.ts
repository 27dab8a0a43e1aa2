import * as z from 'zod';
import { DiagnosticSchema, PortColumns } from '../diagnostic.ts';
import { Flag, json, route } from '../route.ts';

export const CheckRequest = z
  .object({
    text: z.string(),
    flow: z
      .string()
      .exactOptional()
      .describe('The id of the stored flow that the text belongs to; the check is refused while that is not trusted.'),
  })
  .meta({ id: 'CheckRequest' });
export type CheckRequest = z.infer<typeof CheckRequest>;

export const CheckResult = z
  .object({
    diagnostics: z.array(DiagnosticSchema),
    ports: z
      .record(z.string(), PortColumns)
      .describe('Columns of every port that could be checked, keyed `node` or `node.port`.'),
    planner: z.boolean().describe('False when the planner could not be reached: only the structure was checked.'),
  })
  .meta({ id: 'CheckResult' });
export type CheckResult = z.infer<typeof CheckResult>;

export const checks = {
  check: route({
    method: 'POST',
    path: '/api/check',
    summary: 'Checks a flow: its structure, and its expressions with the planner of Flink',
    query: {
      plan: Flag.default(false).describe(
        'Also plans the flow as a whole, which finds the remaining faults and takes 0.2 to 1 s.',
      ),
    },
    body: CheckRequest,
    answer: json(CheckResult),
    errors: ['flow/not-found', 'flow/not-trusted', 'connections/invalid'],
    permission: 'flow:check',
    limit: ['checksOfPerson', 'checks'],
    audited: false,
  }),
};
