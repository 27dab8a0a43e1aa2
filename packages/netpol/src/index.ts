export * from './model/diagnostic.ts';
export * from './model/policy.ts';
export * from './model/world.ts';
export * from './ports/port-set.ts';
