import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Environment, readEnvironment } from '@headrace/http';

/**
 * The environment of a backend for tests, with one connection `local` to a broker that is not there.
 * @param folder for what it keeps
 * @param flink the address of its SQL gateway and its JobManager
 */
export function testEnvironment(folder: string, flink: string, kafkaAdmin = flink): Environment {
  const connectionsFile = join(folder, 'connections.yaml');
  writeFileSync(connectionsFile, '- {name: local, kind: kafka, bootstrapServers: "127.0.0.1:9"}\n');
  return readEnvironment('backend', {
    HEADRACE_DATA: folder,
    HEADRACE_CONNECTIONS: connectionsFile,
    HEADRACE_SQL_GATEWAY: flink,
    HEADRACE_JOBMANAGER: flink,
    HEADRACE_KAFKA_ADMIN: kafkaAdmin,
  });
}
