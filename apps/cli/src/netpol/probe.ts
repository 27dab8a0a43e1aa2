import type { Planned, Probed, Prober } from '@headrace/cluster';
import { type CompiledPolicies, compile, workloadKey } from '@headrace/netpol';
import { UserError } from '@headrace/text';
import { interruptible, mayGoOn } from '../consent.ts';
import { complain, print } from '../terminal.ts';
import { connect } from './live.ts';
import { type Format, printRows } from './output.ts';
import { sayFindings } from './source.ts';

export interface ProbeOptions {
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly namespace: readonly string[];
  readonly port: readonly number[];
  readonly timeout: number;
  readonly probePod?: string;
  readonly yes: boolean;
  readonly output: Format;
}

/** A difference is looked at again after so long (ms): data paths need a moment for a new pod or policy. */
const settle = 1000;

/**
 * `headrace netpol probe --live`: real connections from the pods of the namespaces named to each other, beside what the
 * policies say. Exit code 1: some differ; 2: nothing could be measured.
 */
export async function probe(options: ProbeOptions): Promise<number> {
  if (options.namespace.length === 0)
    throw new UserError('Name the namespaces whose pods may be used and called, with --namespace.');
  const live = await connect(options);
  const found = await live.readCluster(live.cluster, options.namespace);
  sayFindings(found.read);
  const compiled = compile(found.read.world);
  const pods = live.runningPods(compiled, found.pods);
  const planned = live.plan(compiled, found.read.world.services, pods, options.port);
  if (planned.length === 0)
    throw new UserError(
      'There is nothing to try: no two pods run there, or none of them declares a TCP port (--port).',
    );
  if (!(await mayGoOn(intention(planned, options), { option: '--yes', given: options.yes })))
    throw new UserError('Nothing was started.');
  const probePod = options.probePod === undefined ? undefined : live.probePodRules(options.probePod, compiled, found);
  const probed = await interruptible(async (signal) => {
    const prober = new live.Prober(live.cluster, { seconds: options.timeout, probePod, signal });
    return closing(prober, () => live.probeAll(prober, planned, settle));
  });
  return report(probed, compiled, options.output);
}

/** Whatever becomes of the work, what was started is removed. */
export async function closing<T>(prober: Prober, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    for (const { namespace, name } of await prober.close())
      complain(`The probe pod ${namespace}/${name} could not be removed: kubectl -n ${namespace} delete pod ${name}`);
  }
}

function intention(planned: readonly Planned[], { namespace, timeout, probePod }: ProbeOptions): string {
  const callers = new Set(planned.map((p) => p.from.uid)).size;
  const beside =
    probePod === undefined
      ? 'nothing is started'
      : `where there is none, a pod of the image ${probePod} is started beside it for at most 5 minutes`;
  return `${planned.length} TCP connections will be tried, each for at most ${timeout} s, between pods of ${namespace.join(', ')}: by a program in each of ${callers} pods (node, bash, python3 or nc); ${beside}.`;
}

function report(all: readonly Probed[], { index }: CompiledPolicies, output: Format): number {
  const nameOf = (workload: number) => {
    const found = index.workloads[workload];
    return found ? workloadKey(found) : '';
  };
  const rows = all.map(({ planned: { from, to, port, allowed }, measured, verdict }) => ({
    from: nameOf(from.workload),
    to: nameOf(to.workload),
    port,
    computed: allowed ? 'allowed' : 'denied',
    measured: 'unknown' in measured ? 'unknown' : measured.answer,
    verdict,
    by: 'unknown' in measured ? measured.unknown : measured.by,
  }));
  type Row = (typeof rows)[number];
  const column = (name: keyof Row) => (row: Row) => String(row[name]);
  const columns = Object.fromEntries(
    (['from', 'to', 'port', 'computed', 'measured', 'verdict', 'by'] as const).map((name) => [name, column(name)]),
  );
  print(printRows(rows, columns, output));
  for (const row of rows) {
    const connection = `${row.from} to ${row.to} on TCP ${row.port}`;
    if (row.verdict === 'not enforced')
      complain(`${connection} is denied by the policies and came through: they are accepted and not enforced there.`);
    if (row.verdict === 'blocked')
      complain(`${connection} is allowed by the policies and did not come through: something else blocks it.`);
  }
  if (rows.every((row) => row.verdict === 'not measured'))
    throw new UserError(`Nothing could be measured: ${rows[0]?.by}.`);
  return rows.some((row) => row.verdict === 'not enforced' || row.verdict === 'blocked') ? 1 : 0;
}
