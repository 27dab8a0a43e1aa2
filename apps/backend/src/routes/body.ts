import { conform, mismatchSentence } from '@headrace/flow';
import type { Context } from 'hono';
import type * as z from 'zod';
import { refuse } from '../refuse.ts';

/** The request's JSON as the contract has it; refuses anything else in a sentence. */
export async function body<T extends z.ZodType>(c: Context, schema: T): Promise<z.output<T>> {
  const data: unknown = await c.req.json().catch(() => refuse(400, 'request/not-json', 'The request is not JSON.'));
  const read = conform(schema, data);
  if ('data' in read) return read.data;
  const [first] = read.mismatches;
  const where = first?.path.join('.') || 'The body';
  refuse(400, 'request/invalid', `The request is not right. ${first ? mismatchSentence(where, first) : ''}`.trim());
}
