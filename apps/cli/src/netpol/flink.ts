import {
  type Finding,
  type FlinkDeployment,
  type FoundFlinkDeployment,
  readFlinkDeployment,
  type SourceFile,
} from '@headrace/netpol';
import { UserError } from '@headrace/text';
import { connect } from './live.ts';
import { fileAt } from './read-path.ts';
import type { SourceOptions } from './source.ts';

export interface FlinkRead {
  readonly deployment: FlinkDeployment | undefined;
  readonly findings: readonly Finding[];
}

/** The FlinkDeployment whose ports count: of the file named, or of a cluster the one that the namespace has. */
export async function flinkOf(
  options: Pick<SourceOptions, 'live' | 'kubeconfig' | 'context'> & {
    readonly namespace: readonly string[];
    readonly profile?: string;
    readonly flinkDeployment?: string;
  },
): Promise<FlinkRead | undefined> {
  if (options.flinkDeployment !== undefined) return readFlinkDeployment(fileAt(options.flinkDeployment));
  if (!options.live || options.profile === undefined) return undefined;
  const { cluster, readFlinkDeployments } = await connect(options);
  const namespace = options.namespace[0] ?? 'default';
  const [found, ...more] = await readFlinkDeployments(cluster, namespace);
  if (found && more.length > 0) throw new UserError(severalOf([found, ...more], namespace));
  return found && readFlinkDeployment(found);
}

/** The one that stands in the files which are read anyway, if one does; of a namespace, where one is named. */
export function flinkIn(all: readonly FoundFlinkDeployment[], namespace: string | undefined): FlinkRead | undefined {
  const [found, ...more] = all.filter((d) => namespace === undefined || d.namespace === namespace);
  if (found && more.length > 0) {
    const names = [found, ...more].map((d) => `${d.namespace}/${d.name}`).join(', ');
    throw new UserError(
      `The files hold ${more.length + 1} FlinkDeployments (${names}): name the file of the one that is meant with --flink-deployment.`,
    );
  }
  return found && readFlinkDeployment(fileAt(found.file));
}

const severalOf = (files: readonly SourceFile[], namespace: string): string =>
  `Namespace '${namespace}' has ${files.length} FlinkDeployments (${files.map((f) => f.file.split('/').at(-1)).join(', ')}): save the one that is meant to a file and name it with --flink-deployment.`;
