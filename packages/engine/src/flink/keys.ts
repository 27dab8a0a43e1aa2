import type { KeyFolders } from '@headrace/tls';
import { issueKeys } from '@headrace/tls/issue';

/** Makes the keys for one run of Flink. Its server is a client too: the SQL gateway calls the JobManager. */
export function issueFlinkKeys(folder: string): Promise<KeyFolders> {
  return issueKeys(folder, 'Flink', ['server', 'client']);
}
