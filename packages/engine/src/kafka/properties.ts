/** Where a broker listens and keeps its data. */
export interface BrokerSettings {
  /** The address on which clients reach it. */
  readonly host: string;
  readonly port: number;
  readonly controllerPort: number;
  readonly logDir: string;
  /** `sasl`: clients, and the broker as a client of its controller, sign in with the user of its JAAS file. */
  readonly security: 'plain' | 'sasl';
}

const mechanism = 'SCRAM-SHA-512';

const sasl: Readonly<Record<string, string>> = {
  'sasl.enabled.mechanisms': mechanism,
  'sasl.mechanism.inter.broker.protocol': mechanism,
  'sasl.mechanism.controller.protocol': mechanism,
  ...Object.fromEntries(
    ['sasl_plaintext', 'controller'].map((listener) => [
      `listener.name.${listener}.${mechanism.toLowerCase()}.sasl.server.callback.handler.class`,
      'LocalCredentials',
    ]),
  ),
};

/**
 * The `server.properties` of one KRaft node that is broker and controller. Internal topics have one partition and one
 * replica: it is alone. Transactions may last 15 minutes, since an exactly-once sink keeps one open between checkpoints.
 * Topics are not made by merely naming them, or a misspelt topic would look empty instead of missing.
 */
export function serverProperties({ host, port, controllerPort, logDir, security }: BrokerSettings): string {
  const listener = security === 'sasl' ? 'SASL_PLAINTEXT' : 'PLAINTEXT';
  const properties: Record<string, string | number> = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: `${listener}://${host}:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `${listener}://${host}:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': `CONTROLLER:${listener},${listener}:${listener}`,
    'inter.broker.listener.name': listener,
    ...(security === 'sasl' ? sasl : {}),
    'log.dirs': logDir.replaceAll('\\', '\\\\'),
    'num.partitions': 1,
    'default.replication.factor': 1,
    'auto.create.topics.enable': 'false',
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'share.coordinator.state.topic.num.partitions': 1,
    'transaction.max.timeout.ms': 900_000,
    // Samples may be of any age, so nothing is deleted for its age; the size of a partition is what is bounded.
    'log.retention.ms': -1,
    'log.retention.bytes': 268_435_456,
    'log.segment.bytes': 67_108_864,
    'group.initial.rebalance.delay.ms': 0,
    'num.network.threads': 2,
    'num.io.threads': 2,
    'log.cleaner.threads': 1,
    'log.cleaner.dedupe.buffer.size': 8_388_608,
  };
  return `${Object.entries(properties)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')}\n`;
}
