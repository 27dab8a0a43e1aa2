import { unknownKeys } from '@headrace/flow';
import type * as z from 'zod';
import { problemsOf, type Route } from '../route.ts';

/** An answer as it came: JSON or the data of an event, undefined where there is none. */
export interface Declared {
  readonly route: Route;
  readonly status: number;
  readonly contentType: string;
  readonly data: unknown;
}

/**
 * Says how an answer differs from what its route declares: a status, type of content, code, member or value that is not in
 * the declaration. Undefined when it is as declared.
 */
export function declaredAnswer({ route, status, contentType, data }: Declared): string | undefined {
  const { answer } = route;
  if (status !== answer.status) return declaredProblem(route, status, contentType, data);
  if (answer.kind === 'empty') return data === undefined ? undefined : 'there is a body';
  if (answer.kind === 'stream')
    return contentType.startsWith('text/event-stream') ? undefined : `the content is ${contentType}`;
  if (!contentType.startsWith('application/json')) return `the content is ${contentType}`;
  return undeclaredIn(answer.schema, data);
}

/** Says how a value differs from its schema, also by a key that the schema has not. Undefined when it does not. */
export function undeclaredIn(schema: z.ZodType, data: unknown): string | undefined {
  const read = schema.safeParse(data);
  if (!read.success) return read.error.message;
  const [unknown] = unknownKeys(schema, data);
  return unknown && `${unknown.path.join('.')} is not declared`;
}

function declaredProblem(route: Route, status: number, contentType: string, data: unknown): string | undefined {
  if (contentType !== 'application/problem+json') return `the content of status ${status} is ${contentType}`;
  if (typeof data !== 'object' || data === null || !('code' in data)) return `status ${status} has no problem`;
  const { code, ...rest } = data;
  const kind = problemsOf(route).get(String(code));
  if (!kind) return `the code ${code} is not declared`;
  if (kind.status !== status) return `the status of ${code} is ${status}`;
  const members = new Set(['status', 'title', 'detail', ...(code === 'flow/stale-version' ? ['current'] : [])]);
  const [unknown] = Object.keys(rest).filter((key) => !members.has(key));
  if (unknown !== undefined) return `${unknown} of the problem is not declared`;
  const { status: told, title } = data as { status?: unknown; title?: unknown };
  if (told !== status) return `the problem tells status ${told}`;
  return typeof title === 'string' && title !== '' ? undefined : 'the problem has no title';
}
