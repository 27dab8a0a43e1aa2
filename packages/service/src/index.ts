export type { Actor, Call } from './call.ts';
export { ContractError, type ContractErrorMore } from './contract-error.ts';
export { Gate, overLimit, type Sizes, sizeOf } from './gate.ts';
export { knowSecret, knowSecretsOf, redact, redactData } from './redact.ts';
