export * from './backend.ts';
export * from './check.ts';
export * from './counts.ts';
export * from './kafka-admin.ts';
export * from './problem.ts';
