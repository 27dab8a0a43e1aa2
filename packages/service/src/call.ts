import type { Role } from '@headrace/api';

/** Who asks for something. */
export interface Actor {
  readonly id: string;
  readonly role: Role;
}

/** What every use case is told of the call that it serves. */
export interface Call {
  readonly actor: Actor;
  /** When it came, ms since the epoch. */
  readonly now: number;
  /** Ends when the caller is gone. */
  readonly signal: AbortSignal;
}
