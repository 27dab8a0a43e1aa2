export type { Actor, Call } from './call.ts';
export { Gate, overLimit, type Sizes, sizeOf } from './gate.ts';
export { knowSecret, knowSecretsOf, redact, redactData } from './redact.ts';
export { UserError, type UserErrorMore } from './user-error.ts';
