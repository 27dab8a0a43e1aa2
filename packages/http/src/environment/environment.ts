import { resolve } from 'node:path';
import type { KeyFolders } from '@headrace/tls';
import { type ComponentName, components, inbound, outbound, portOf } from '@headrace/topology';

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
 * | `HEADRACE_DATABASE` | address of the PostgreSQL database of the backend (`postgresql://…`); without it the backend keeps a SQLite file in its folder |
 * | `HEADRACE_FLINK_KEYS` | folder of the identity with which this app calls Flink at `https:` addresses |
 * | `HEADRACE_CLIENT_KEYS` | folder of the identity with which this app calls other apps at `https:` addresses |
 * | `HEADRACE_KAFKA_CREDENTIALS` | JSON file with what clients sign in to Kafka with (packages/kafka, `readCredentials`) |
 * | `HEADRACE_SERVER_KEYS` | folder of the identity with which this app serves; callers need one of the same authority |
 *
 * A folder of an identity holds `ca.crt`, `tls.crt` and `tls.key` (packages/tls). Only folders are named here: nothing secret
 * stands in an environment or on a command line.
 */
export interface Environment {
  /** Only for an app that listens somewhere. */
  readonly port: number;
  readonly origin: string;
  /** Absolute. */
  readonly dataDir: string;
  /** Absolute. */
  readonly connectionsFile: string;
  /** Address of the backend's PostgreSQL database; absent where it keeps a file. */
  readonly database: string | undefined;
  /** Absolute; absent where nobody signs in to Kafka. */
  readonly kafkaCredentials: string | undefined;
  /** Folders of identities; absent where addresses are plain `http:`. */
  readonly keys: Readonly<Partial<Record<Keys, string>>>;
  /** Base address of another part, without a slash at the end: `https://127.0.0.1:8083`. */
  address(component: AddressedComponent): string;
}

/** What an identity of an app is for. */
export type Keys = (typeof allKeys)[number];

const allKeys = ['flink', 'client', 'server'] as const;

const keysVariable = (keys: Keys) => `HEADRACE_${keys.toUpperCase()}_KEYS`;

/** The parts that apps call by HTTP. */
export type AddressedComponent = Extract<
  ComponentName,
  'ui' | 'backend' | 'kafka-admin' | 'sql-gateway' | 'jobmanager'
>;

const addressed: readonly AddressedComponent[] = ['ui', 'backend', 'kafka-admin', 'sql-gateway', 'jobmanager'];

const addressVariable = (component: AddressedComponent) => `HEADRACE_${component.replace('-', '_').toUpperCase()}`;

const addressAt = (component: ComponentName, scheme: 'http' | 'https', offset = 0) =>
  `${scheme}://127.0.0.1:${portOf(component) + offset}`;

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
    database: env.HEADRACE_DATABASE || undefined,
    kafkaCredentials: env.HEADRACE_KAFKA_CREDENTIALS && resolve(env.HEADRACE_KAFKA_CREDENTIALS),
    keys: Object.fromEntries(
      allKeys.flatMap((keys) => {
        const folder = env[keysVariable(keys)];
        return folder === undefined ? [] : [[keys, resolve(folder)]];
      }),
    ),
    address: (other) => env[addressVariable(other)] ?? addressAt(other, 'http'),
  };
}

export interface Installation {
  /** Added to every port of the topology. */
  readonly portOffset: number;
  readonly dataDir: string;
  readonly connectionsFile: string;
  readonly kafkaCredentials: string | undefined;
  /** Who may call Flink, and who may call the apps behind the gateway. */
  readonly keys: { readonly flink: KeyFolders; readonly apps: KeyFolders };
}

/** The address that people open. */
export function originOf(installation: Pick<Installation, 'portOffset'>): string {
  return `http://localhost:${portOf('gateway') + installation.portOffset}`;
}

/** The variables to start one app with. It gets the identities for the calls that the topology has it make and take. */
export function environmentFor(installation: Installation, component: ComponentName): Record<string, string> {
  const variables: Record<string, string> = {
    HEADRACE_ORIGIN: originOf(installation),
    HEADRACE_DATA: installation.dataDir,
    HEADRACE_CONNECTIONS: installation.connectionsFile,
  };
  if (components[component].listens.length > 0)
    variables.HEADRACE_PORT = String(portOf(component) + installation.portOffset);
  for (const other of addressed) variables[addressVariable(other)] = addressAt(other, 'https', installation.portOffset);
  if (installation.kafkaCredentials && outbound(component).some(({ to }) => to === 'kafka'))
    variables.HEADRACE_KAFKA_CREDENTIALS = installation.kafkaCredentials;
  for (const [keys, folder] of Object.entries(keysOf(installation, component)))
    variables[keysVariable(keys as Keys)] = folder;
  return variables;
}

const flinkParts: readonly ComponentName[] = ['jobmanager', 'sql-gateway'];

/** Whoever people call has no server's identity: a browser has no client's. */
function keysOf({ keys }: Installation, component: ComponentName): Partial<Record<Keys, string>> {
  const called = outbound(component).map(({ to }) => to);
  const callers = inbound(component).map(({ from }) => from);
  return {
    ...(called.some((to) => flinkParts.includes(to)) ? { flink: keys.flink.client } : {}),
    ...(called.some((to) => isApp(to)) ? { client: keys.apps.client } : {}),
    ...(callers.length > 0 && !callers.includes('anyone') ? { server: keys.apps.server } : {}),
  };
}

const isApp = (component: ComponentName) =>
  addressed.some((other) => other === component) && !flinkParts.includes(component);
