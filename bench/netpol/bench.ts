import { compile, Matrix, type NetworkPolicy, withPolicies } from '@headrace/netpol';
import { type Benchmark, type Figure, median, ms } from '../support/measure.ts';
import { clusterOf, located, policyOf } from './cluster.ts';
import { commandLine } from './command-line.ts';
import { besideReference } from './reference.ts';

/** The whole matrix of clusters of several sizes, and what one changed policy costs. */
export async function bench(): Promise<Benchmark> {
  const figures: Figure[] = [];
  for (const [pods, policies, aim] of [
    [500, 500, undefined],
    [10_000, 10_000, 1000],
    [100_000, 75_000, 10_000],
  ] as const) {
    const world = clusterOf(pods, policies);
    const runs = Array.from({ length: pods > 10_000 ? 1 : 5 }, () => {
      const begun = performance.now();
      const pairs = new Matrix(compile(world)).count();
      return { took: performance.now() - begun, pairs };
    });
    const took = median(runs.map((r) => r.took));
    const what = `${pods} pods, ${policies} policies`;
    figures.push({
      what: `${what}: whole matrix (${runs[0]?.pairs} pairs may talk)`,
      value: ms(took),
      ...(aim === undefined ? {} : { aim: ms(aim), met: took <= aim }),
    });
    if (pods === 10_000) figures.push(memory(world), changed(world));
  }
  figures.push(...(await besideReference()), ...(await commandLine()));
  return {
    title: 'Network policies',
    how: 'Namespaces of a hundred pods in twenty apps, a default-deny in each, policies for who may call whom in both directions. From objects in memory to the count of all pairs that may talk on any port, every pair worked out; medians of five. File to list: the same cluster as Kubernetes objects in one file, read and listed pair by pair, by us in this process and by netpol-analyzer 1.1.0 as its own program, one after the other. The command line: `headrace netpol list` as its own program, of Deployments in one JSON file without a policy, and of pods with a sidecar on the API server of the suite cluster, in Deployments of twenty; medians of three.',
    figures,
  };
}

function memory(world: ReturnType<typeof clusterOf>): Figure {
  const before = process.memoryUsage();
  const matrix = new Matrix(compile(world));
  matrix.count();
  const after = process.memoryUsage();
  const megabytes = Math.max(0, after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers) / 1e6;
  return {
    what: '10000 pods: memory of the matrix and its indexes',
    value: `${Math.round(megabytes)} MB`,
    aim: '200 MB',
    met: megabytes <= 200 && matrix.size > 0,
  };
}

/** One policy is exchanged, and one connection that it decides is asked for. */
function changed(world: ReturnType<typeof clusterOf>): Figure {
  let compiled = compile(world);
  const turn = Math.floor(world.policies.length / 2);
  const times = Array.from({ length: 20 }, (_, i) => {
    const old = compiled.policies[turn]?.located.policy as NetworkPolicy;
    const { spec } = policyOf(turn + i * world.namespaces.length, world.namespaces.length, 20);
    const policies = compiled.policies.map((p) => p.located);
    policies[turn] = located({ ...old, spec });
    const begun = performance.now();
    compiled = withPolicies(compiled, policies);
    return performance.now() - begun;
  });
  const took = median(times);
  return { what: '10000 policies: one of them changed', value: ms(took), aim: '10 ms', met: took <= 10 };
}
