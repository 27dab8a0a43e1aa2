import type { Caller, ComponentName, Listener, OutsideKind } from './component.ts';
import { components, entries } from './lookup.ts';

/** One row of the table: who calls whom where, and why. */
export interface Connection {
  readonly from: Caller;
  readonly to: ComponentName;
  readonly listener: Listener;
  /** Set when the target is no pod of ours. */
  readonly outside: OutsideKind | undefined;
}

/** Every connection of an installation, in the order of the table. */
export function connections(): Connection[] {
  return entries().flatMap(([to, component]) =>
    component.listens.flatMap((listener) =>
      listener.callers.map((from) => ({ from, to, listener, outside: component.outside })),
    ),
  );
}

/** What calls a component, by its listeners. */
export const inbound = (to: ComponentName): Connection[] => connections().filter((c) => c.to === to);

/** What a component calls, inside and outside. */
export const outbound = (from: ComponentName): Connection[] => connections().filter((c) => c.from === from);

/** Components that calls are made to and that are not pods of the installation. */
export const isOutside = (name: ComponentName): boolean => 'outside' in components[name];
