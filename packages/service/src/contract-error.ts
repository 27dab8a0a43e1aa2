import { allLimitProblems, type DeclaredProblem, type ProblemCode, problems } from '@headrace/api';
import { UserError } from '@headrace/text';
import type { LimitCode } from '@headrace/topology';

/** What a `ContractError` says beside its code and its message. */
export interface ContractErrorMore {
  /** More about this one case, as a sentence. */
  readonly detail?: string | undefined;
  /** Seconds until trying again may help. */
  readonly retryAfter?: number | undefined;
  /** Members of the answer beside the common ones, as the contract declares them for the code (RFC 9457, section 3.2). */
  readonly members?: Readonly<Record<string, unknown>> | undefined;
  readonly cause?: unknown;
}

/**
 * A `UserError` whose code the contract declares. Use cases throw it, and know nothing of HTTP; `packages/http` answers with
 * the problem of its code.
 */
export class ContractError extends UserError {
  override readonly name = 'ContractError';
  override readonly code: ProblemCode | LimitCode;
  readonly detail: string | undefined;
  readonly retryAfter: number | undefined;
  readonly members: Readonly<Record<string, unknown>> | undefined;

  /** @param message what happened and what to do, as a person reads it */
  constructor(code: ProblemCode | LimitCode, message: string, more: ContractErrorMore = {}) {
    super(message, code, more.cause === undefined ? undefined : { cause: more.cause });
    this.code = code;
    this.detail = more.detail;
    this.retryAfter = more.retryAfter;
    this.members = more.members;
  }

  /** The problem that a server answers with. */
  get problem(): DeclaredProblem {
    const { code, message: title, detail } = this;
    return { code, status: statusOf(code), title, ...(detail === undefined ? {} : { detail }) };
  }
}

function statusOf(code: ProblemCode | LimitCode): number {
  const status = isProblemCode(code) ? problems[code].status : allLimitProblems.get(code)?.status;
  if (status === undefined) throw new Error(`the limit ${code} refuses no request`);
  return status;
}

const isProblemCode = (code: ProblemCode | LimitCode): code is ProblemCode => Object.hasOwn(problems, code);
