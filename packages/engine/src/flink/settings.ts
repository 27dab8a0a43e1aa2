import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Where a local Flink listens and keeps its state. */
export interface FlinkSettings {
  readonly restPort: number;
  readonly gatewayPort: number;
  readonly blobPort: number;
  /** Folder for checkpoints, savepoints and temporary files. */
  readonly home: string;
}

/**
 * How Flink's REST servers and their callers speak. The SQL gateway calls the JobManager on a new connection each time, also for
 * each part of a result. A session that is taken up again costs no public-key operation in TLS 1.2 and two key exchanges in 1.3
 * (0.6 and 3.3 ms of processor time with the quick compiler), so a preview waits less with 1.2.
 */
export const restProtocol = {
  'security.ssl.protocol': 'TLSv1.2',
  'security.ssl.algorithms': 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
} as const;

/**
 * Flink's configuration for one JVM. There is no checkpoint interval on purpose: with one, the rows of a preview wait
 * for a checkpoint; a run sets its own in its session. Slots are cheap here (memory is shared), and each preview and
 * run takes one.
 */
export function flinkSettings({
  restPort,
  gatewayPort,
  blobPort,
  home,
}: FlinkSettings): Record<string, string | number | boolean> {
  const folder = (name: string) => pathToFileURL(join(home, name)).href;
  return {
    // InProcessExecutor.java: the SQL gateway hands its jobs to the cluster in the same JVM.
    'execution.target': 'headrace-in-process',
    'rest.address': '127.0.0.1',
    'rest.bind-address': '127.0.0.1',
    'rest.port': restPort,
    'jobmanager.rpc.address': '127.0.0.1',
    'jobmanager.bind-host': '127.0.0.1',
    'taskmanager.host': '127.0.0.1',
    'taskmanager.bind-host': '127.0.0.1',
    'taskmanager.numberOfTaskSlots': 16,
    'taskmanager.memory.managed.size': '128m',
    'taskmanager.memory.network.min': '64m',
    'taskmanager.memory.network.max': '64m',
    'slotmanager.requirement-check.delay': '0 ms',
    // How old counters may be, ms; ten seconds unless told otherwise.
    'metrics.fetcher.update-interval': 1000,
    'sql-gateway.endpoint.rest.address': '127.0.0.1',
    'sql-gateway.endpoint.rest.bind-address': '127.0.0.1',
    'sql-gateway.endpoint.rest.port': gatewayPort,
    // LocalKeys.java adds the stores. The SQL gateway's own calls to the JobManager present the same identity.
    'security.ssl.rest.enabled': true,
    'security.ssl.rest.authentication-enabled': true,
    ...restProtocol,
    // The blob server, which always asks for a certificate then. Rows and RPC stay in the one process.
    'security.ssl.internal.enabled': true,
    'blob.server.port': blobPort,
    // A hint in a query could name any server, topic and client property.
    'table.dynamic-table-options.enabled': false,
    'web.submit.enable': false,
    'web.access-control-allow-origin': `https://127.0.0.1:${restPort}`,
    'io.tmp.dirs': join(home, 'tmp'),
    'execution.checkpointing.dir': folder('checkpoints'),
    'execution.checkpointing.savepoint-dir': folder('savepoints'),
  };
}

/** Writes settings as Flink's `config.yaml` (a JSON string is a YAML string). */
export function configYaml(settings: Readonly<Record<string, string | number | boolean>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}\n`)
    .join('');
}
