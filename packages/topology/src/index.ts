/**
 * The one table of what runs, where it listens and who may call it. Ports, gateway routes and documentation are
 * derived from it; no other file spells a port.
 */

/** A process of an installation. */
export interface Component {
  /** What it is for, in one clause. */
  readonly purpose: string;
  readonly listens: readonly Listener[];
}

/** A port on which a component accepts connections. */
export interface Listener {
  readonly name: string;
  readonly port: number;
  readonly protocol: 'TCP';
  /** Components that may connect; `anyone` is a browser or a program outside the installation. */
  readonly callers: readonly (ComponentName | 'anyone')[];
  readonly reason: string;
  /** Path prefix under which the gateway forwards requests to this listener; it is kept when forwarding. */
  readonly route?: string;
}

export type ComponentName =
  | 'gateway'
  | 'ui'
  | 'backend'
  | 'kafka-admin'
  | 'samples'
  | 'kafka'
  | 'jobmanager'
  | 'sql-gateway';

export const components = {
  gateway: {
    purpose: 'the one address that people open',
    listens: [
      { name: 'https', port: 8443, protocol: 'TCP', callers: ['anyone'], reason: 'access to the user interface' },
    ],
  },
  ui: {
    purpose: 'the browser app',
    listens: [
      {
        name: 'ui',
        port: 3000,
        protocol: 'TCP',
        callers: ['gateway'],
        reason: 'pages and scripts of the user interface',
        route: '/',
      },
    ],
  },
  backend: {
    purpose: 'flows, runs, previews and diagnostics',
    listens: [
      {
        name: 'api',
        port: 8888,
        protocol: 'TCP',
        callers: ['gateway'],
        reason: 'the API of flows and runs',
        route: '/api',
      },
    ],
  },
  'kafka-admin': {
    purpose: 'topics, messages and schemas of the Kafka clusters',
    listens: [
      {
        name: 'kafka-admin',
        port: 7000,
        protocol: 'TCP',
        callers: ['gateway', 'backend'],
        reason: 'Kafka administration',
        route: '/kafka',
      },
    ],
  },
  samples: { purpose: 'the generator of sample events', listens: [] },
  kafka: {
    purpose: 'the local Kafka broker',
    listens: [
      {
        name: 'kafka',
        port: 9092,
        protocol: 'TCP',
        callers: ['backend', 'kafka-admin', 'samples', 'jobmanager', 'sql-gateway'],
        reason: 'events',
      },
      { name: 'controller', port: 9093, protocol: 'TCP', callers: ['kafka'], reason: 'KRaft controller quorum' },
    ],
  },
  jobmanager: {
    purpose: 'runs the jobs (locally in one JVM with the SQL gateway and the task manager)',
    listens: [
      {
        name: 'rest',
        port: 8081,
        protocol: 'TCP',
        callers: ['backend', 'sql-gateway'],
        reason: 'job states, savepoints, metrics',
      },
    ],
  },
  'sql-gateway': {
    purpose: "plans SQL and submits it as jobs (Flink's SQL gateway)",
    listens: [
      { name: 'sql', port: 8083, protocol: 'TCP', callers: ['backend'], reason: 'validation, previews and runs' },
    ],
  },
} as const satisfies Record<ComponentName, Component>;

/** Gives the default port of a component's listener (its first, or the one named). */
export function portOf(component: ComponentName, listener?: string): number {
  const all: readonly Listener[] = components[component].listens;
  const found = listener === undefined ? all[0] : all.find((l) => l.name === listener);
  if (!found) throw new Error(`topology: ${component} has no listener ${listener ?? ''}`);
  return found.port;
}

/** The gateway's routes, longest prefix first, so that the first match is the right one. */
export function gatewayRoutes(): { prefix: string; component: ComponentName; port: number }[] {
  const routes: { prefix: string; component: ComponentName; port: number }[] = [];
  for (const [name, component] of Object.entries(components) as [ComponentName, Component][])
    for (const l of component.listens)
      if (l.route !== undefined) routes.push({ prefix: l.route, component: name, port: l.port });
  return routes.sort((a, b) => b.prefix.length - a.prefix.length);
}
