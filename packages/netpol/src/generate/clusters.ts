import type { GenerateOptions } from './options.ts';

/**
 * The options of each Flink cluster that policies are for. Only the names of pods of the Apache operator tell clusters apart; in the
 * other profiles all clusters of a namespace are one.
 */
export function clustersOf(options: GenerateOptions): readonly GenerateOptions[] {
  const { profile, flinkDeployment } = options;
  if (profile !== 'apache-flink' || !flinkDeployment || flinkDeployment.clusters.length < 2) return [options];
  return flinkDeployment.clusters.map((name) => ({
    ...options,
    flinkDeployment: { ...flinkDeployment, name, clusters: [name] },
  }));
}
