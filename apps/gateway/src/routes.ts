import type { Environment } from '@headrace/http';
import { type ComponentName, gatewayRoutes } from '@headrace/topology';

/** A part behind the gateway: requests whose path begins with the prefix go to its address. */
export interface Route {
  readonly prefix: string;
  readonly component: ComponentName;
  readonly address: URL;
}

type Routed = 'ui' | 'backend' | 'kafka-admin';

/** The routes of the topology with the addresses of this installation, the longest prefix first. */
export function routesOf(environment: Pick<Environment, 'address'>): Route[] {
  return gatewayRoutes().map(({ prefix, component }) => ({
    prefix,
    component,
    address: new URL(environment.address(component as Routed)),
  }));
}

/** The route of a path; prefixes end at a slash, so `/apiary` is not under `/api`. */
export function routeFor(routes: readonly Route[], path: string): Route | undefined {
  return routes.find(({ prefix }) => prefix === '/' || path === prefix || path.startsWith(`${prefix}/`));
}
