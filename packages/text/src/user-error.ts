/**
 * Something that a user can act on: a port in use, a file that cannot be read, an API server that denies a request. The message says
 * what happened and what to do; programs show it without a stack trace. Any other exception is a bug.
 */
export class UserError extends Error {
  override readonly name: string = 'UserError';
  /** Stable and searchable (`engine/port-in-use`), where the error has a code. */
  readonly code: string | undefined;

  constructor(message: string, code?: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
