/** It cannot be done: the sentence is for the person, the exit code is 2. */
export class CannotRun extends Error {
  /** Stable and searchable; the server's own where a server refused. */
  readonly code: string;

  constructor(message: string, code = 'command/cannot-run') {
    super(message);
    this.code = code;
  }
}
