import { resolve } from 'node:path';
import { type ComponentName, portOf } from '@headrace/topology';

/**
 * The environment variables of the apps: the only way they are configured. `headrace up` sets them with
 * `environmentFor`, every app reads them with `readEnvironment`; what is not set has the default of the topology.
 *
 * | variable | meaning |
 * |---|---|
 * | `HEADRACE_PORT` | the port that this app listens on, on the loopback address |
 * | `HEADRACE_ORIGIN` | the address that people open, without a path: `http://localhost:8443` |
 * | `HEADRACE_DATA` | folder for what this installation keeps |
 * | `HEADRACE_CONNECTIONS` | YAML file with the registered connections (packages/flow, `Connection`) |
 * | `HEADRACE_UI`, `HEADRACE_BACKEND`, `HEADRACE_KAFKA_ADMIN`, `HEADRACE_SQL_GATEWAY`, `HEADRACE_JOBMANAGER` | addresses of the other parts |
 */
export interface Environment {
  /** Only for an app that listens somewhere. */
  readonly port: number;
  readonly origin: string;
  /** Absolute. */
  readonly dataDir: string;
  /** Absolute. */
  readonly connectionsFile: string;
  /** Base address of another part, without a slash at the end: `http://127.0.0.1:8083`. */
  address(component: AddressedComponent): string;
}

/** The parts that apps call by HTTP. */
export type AddressedComponent = Extract<
  ComponentName,
  'ui' | 'backend' | 'kafka-admin' | 'sql-gateway' | 'jobmanager'
>;

const addressed: readonly AddressedComponent[] = ['ui', 'backend', 'kafka-admin', 'sql-gateway', 'jobmanager'];

const addressVariable = (component: AddressedComponent) => `HEADRACE_${component.replace('-', '_').toUpperCase()}`;

const addressAt = (component: ComponentName, offset: number) => `http://127.0.0.1:${portOf(component) + offset}`;

/** What one app finds in its environment; `component` is the app that asks, for its default port. */
export function readEnvironment(component: ComponentName, env: NodeJS.ProcessEnv = process.env): Environment {
  const dataDir = resolve(env.HEADRACE_DATA ?? 'data');
  return {
    get port() {
      return env.HEADRACE_PORT === undefined ? portOf(component) : Number(env.HEADRACE_PORT);
    },
    origin: env.HEADRACE_ORIGIN ?? `http://localhost:${portOf('gateway')}`,
    dataDir,
    connectionsFile: resolve(env.HEADRACE_CONNECTIONS ?? `${dataDir}/connections.yaml`),
    address: (other) => env[addressVariable(other)] ?? addressAt(other, 0),
  };
}

export interface Installation {
  /** Added to every port of the topology. */
  readonly portOffset: number;
  readonly dataDir: string;
  readonly connectionsFile: string;
}

/** The address that people open. */
export function originOf(installation: Pick<Installation, 'portOffset'>): string {
  return `http://localhost:${portOf('gateway') + installation.portOffset}`;
}

/** The variables to start one app with. `port` is absent for an app that listens nowhere. */
export function environmentFor(installation: Installation, port: number | undefined): Record<string, string> {
  const variables: Record<string, string> = {
    HEADRACE_ORIGIN: originOf(installation),
    HEADRACE_DATA: installation.dataDir,
    HEADRACE_CONNECTIONS: installation.connectionsFile,
  };
  if (port !== undefined) variables.HEADRACE_PORT = String(port);
  for (const other of addressed) variables[addressVariable(other)] = addressAt(other, installation.portOffset);
  return variables;
}
