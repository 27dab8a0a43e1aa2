import { ProblemError } from '@headrace/http';

/** Refuses a request, in a sentence. */
export function refuse(status: number, code: string, title: string, detail?: string): never {
  throw new ProblemError({ code, status, title, ...(detail === undefined ? {} : { detail }) });
}
