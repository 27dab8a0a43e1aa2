import kafka, { type KafkaSettings } from '@headrace/connections/kinds/kafka';
import { type ConnectionView, settingsOf } from '@headrace/flow';

/**
 * The options of a table by which Flink finds a Kafka cluster. How it signs in is said without the password, which Flink's
 * process has from a file of its own: docs/decisions/0011-kafka-credentials.md.
 */
export function clusterOptions(connection: ConnectionView | undefined): Record<string, string> {
  const settings: Partial<KafkaSettings> = settingsOf(kafka, connection) ?? {};
  return {
    'properties.bootstrap.servers': settings.bootstrapServers ?? '',
    ...(settings.security === 'sasl'
      ? { 'properties.security.protocol': 'SASL_PLAINTEXT', 'properties.sasl.mechanism': 'SCRAM-SHA-512' }
      : {}),
  };
}
