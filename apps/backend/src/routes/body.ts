import type { Context } from 'hono';
import type * as z from 'zod';
import { refuse } from '../refuse.ts';

/** The request's JSON as the contract has it; refuses anything else in a sentence. */
export async function body<T extends z.ZodType>(c: Context, schema: T): Promise<z.output<T>> {
  const data: unknown = await c.req.json().catch(() => refuse(400, 'request/not-json', 'The request is not JSON.'));
  const read = schema.safeParse(data);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  const where = issue?.path.join('.') || 'the body';
  refuse(400, 'request/invalid', `The request is not right: ${where} (${issue?.message}).`);
}
