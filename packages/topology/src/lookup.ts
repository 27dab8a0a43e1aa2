import { type Component, type ComponentName, componentNames, type Listener } from './component.ts';
import { flink } from './flink.ts';
import { headrace } from './headrace.ts';
import { outside } from './outside.ts';

/** All components, by name. */
export const components = { ...headrace, ...flink, ...outside } as const satisfies Record<ComponentName, Component>;

/** Gives the default port of a component's listener (its first, or the one named). */
export function portOf(component: ComponentName, listener?: string): number {
  return listenerOf(component, listener).port;
}

/** A component's listener: its first, or the one named. A name that is not in the table is a fault of ours. */
export function listenerOf(component: ComponentName, listener?: string): Listener {
  const all: readonly Listener[] = components[component].listens;
  const found = listener === undefined ? all[0] : all.find((l) => l.name === listener);
  if (!found) throw new Error(`topology: ${component} has no listener ${listener ?? ''}`);
  return found;
}

/** The gateway's routes, longest prefix first, so that the first match is the right one. */
export function gatewayRoutes(): { prefix: string; component: ComponentName; port: number }[] {
  const routes: { prefix: string; component: ComponentName; port: number }[] = [];
  for (const [name, component] of entries())
    for (const l of component.listens)
      if (l.route !== undefined) routes.push({ prefix: l.route, component: name, port: l.port });
  return routes.sort((a, b) => b.prefix.length - a.prefix.length);
}

/** Of all components, in the order of the table. */
export const entries = (): [ComponentName, Component][] => componentNames.map((name) => [name, components[name]]);
