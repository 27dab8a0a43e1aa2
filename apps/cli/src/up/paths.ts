import { join } from 'node:path';

/** The checkout (or installed copy) that this program is part of. */
export const projectDir = join(import.meta.dirname, '..', '..', '..', '..');

/** Jars of Kafka and Flink: shared by all data folders, since nothing in them is anybody's data. */
export const engineDir = join(projectDir, 'data', 'engine');

/** The folders and files below a data folder. */
export function pathsIn(dataDir: string) {
  return {
    run: join(dataDir, 'run'),
    /** Keys of this start. */
    keys: join(dataDir, 'run', 'keys'),
    logs: join(dataDir, 'logs'),
    rehearsal: join(dataDir, 'rehearsal'),
    connections: join(dataDir, 'connections.yaml'),
    /** What clients sign in to the local broker with; there after a start with --secure-kafka. */
    kafkaCredentials: join(dataDir, 'kafka-credentials.json'),
    /** Says that the folder is ours: only then does a reset empty it. */
    marker: join(dataDir, '.headrace'),
    /** Which `up` has the folder now. */
    lock: join(dataDir, 'run', 'up.lock'),
  };
}
