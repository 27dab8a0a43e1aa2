import { blueGreenChildren, type FlinkKind } from '../flink/kinds.ts';
import type { Finding } from '../model/diagnostic.ts';
import type { Backend, LocatedPolicy, Namespace, Place, Service, Workload, World } from '../model/world.ts';
import { type FlinkCluster, withoutOperatorManagedPods } from './flink.ts';
import { KindCounts } from './kind-counts.ts';
import { type Effect, leftOutBy } from './other-kinds.ts';
import { withOwners } from './workload.ts';

export interface ReadWorld {
  readonly world: World;
  readonly findings: readonly Finding[];
  readonly flinkDeployments: readonly FoundFlinkDeployment[];
  /** Objects that do not affect connections, by kind (`KindCounts`). */
  readonly skipped: Readonly<Record<string, number>>;
  /** Objects of kinds of which it is not known here whether they say anything about connections, by kind. */
  readonly notRead: Readonly<Record<string, number>>;
  /** Objects of whatever kind, and lists of them. */
  readonly objects: number;
  /** Of several files, those that hold no Kubernetes object. */
  readonly notKubernetes: readonly string[];
}

/** A FlinkDeployment (or a FlinkBlueGreenDeployment, whose children are left out) and the file that holds it, for who wants to know its ports (`readFlinkDeployment`). */
export interface FoundFlinkDeployment {
  readonly namespace: string;
  readonly name: string;
  readonly file: string;
}

/** Objects of one kind that decide connections and are not read; the place is that of the first. */
interface DecidingKind {
  /** `security.istio.io/v1 AuthorizationPolicy` */
  readonly what: string;
  readonly effect: Effect;
  readonly place: Place;
  readonly count: number;
}

function notJudged({ what, effect, place, count }: DecidingKind): Finding {
  const makesPods = effect === 'makes pods' || effect === 'makes pods and policies';
  return {
    code: 'read/not-judged',
    severity: 'warning',
    message: `${what} is not read${count === 1 ? '' : ` (${count} of them)`}: ${leftOutBy[effect]}, so the answer may be wrong.`,
    fix: makesPods
      ? 'Add such pods as they run (kind: Pod), or read the cluster with --live.'
      : 'Ask the network plugin or mesh that reads it, or try real connections with headrace netpol probe.',
    place,
  };
}

/** What is gathered of all files or of a cluster. */
export class Gathered {
  readonly namespaces: Namespace[] = [];
  readonly workloads: Workload[] = [];
  readonly services: Service[] = [];
  private readonly flinkClusters = new Map<string, FlinkCluster>();
  readonly policies: LocatedPolicy[] = [];
  readonly backends: Backend[] = [];
  readonly findings: Finding[] = [];
  readonly flinkDeployments: (FoundFlinkDeployment & { readonly kind: FlinkKind })[] = [];
  readonly notKubernetes: string[] = [];
  objects = 0;
  readonly leftOut = new KindCounts();
  private readonly decidingKinds = new Map<string, DecidingKind>();
  private readonly places = new Map<string, Place>();

  /** Where an object of this kind, namespace and name was read before; it is remembered when it is the first. */
  placeBefore(called: readonly string[], place: Place): Place | undefined {
    const key = JSON.stringify(called);
    const before = this.places.get(key);
    if (!before) this.places.set(key, place);
    return before;
  }

  /** Children of a FlinkBlueGreenDeployment that were read themselves take precedence over its template. */
  flink(kind: FlinkKind, clusters: readonly FlinkCluster[]): void {
    for (const cluster of clusters)
      if (kind === 'FlinkDeployment' || !this.flinkClusters.has(cluster.key))
        this.flinkClusters.set(cluster.key, cluster);
  }

  deciding(what: string, effect: Effect, place: Place): void {
    const before = this.decidingKinds.get(what);
    this.decidingKinds.set(what, before ? { ...before, count: before.count + 1 } : { what, effect, place, count: 1 });
  }

  fault(file: string, fault: { code: string; message: string; line: number; column: number }): void {
    const { code, message, line, column } = fault;
    const fix = 'Correct the file there, or leave it out.';
    this.findings.push({
      code: code.replace('document/', 'read/'),
      severity: 'error',
      message,
      fix,
      place: { file, line, column },
    });
  }

  done(): ReadWorld {
    const keyOf = ({ namespace, name }: Service) => `${namespace}/${name}`;
    // Objects of the operator itself count where they were read.
    const flink = [...this.flinkClusters.values()];
    const restServices = flink.map((cluster) => cluster.service);
    const services = [...new Map([...restServices, ...this.services].map((s) => [keyOf(s), s])).values()];
    const { namespaces, policies, findings, objects, notKubernetes } = this;
    const backends = [...this.backends, ...flink.flatMap((cluster) => cluster.backends)];
    const read = [...flink.flatMap((cluster) => cluster.workloads), ...this.workloads];
    const workloads = withOwners(withoutOperatorManagedPods(read));
    return {
      world: { namespaces, workloads, services, policies, ...(backends.length > 0 ? { backends } : {}) },
      findings: [...findings, ...[...this.decidingKinds.values()].map(notJudged)],
      flinkDeployments: withoutChildren(this.flinkDeployments),
      skipped: this.leftOut.of('skipped'),
      notRead: this.leftOut.of('notRead'),
      objects,
      notKubernetes,
    };
  }
}

/** Without FlinkDeployments that a FlinkBlueGreenDeployment has made: its template speaks for both. */
function withoutChildren(
  all: readonly (FoundFlinkDeployment & { readonly kind: FlinkKind })[],
): FoundFlinkDeployment[] {
  const children = new Set(
    all
      .filter(({ kind }) => kind === 'FlinkBlueGreenDeployment')
      .flatMap(({ namespace, name }) => blueGreenChildren(name).map((child) => `${namespace}/${child}`)),
  );
  return all
    .filter(({ kind, namespace, name }) => kind !== 'FlinkDeployment' || !children.has(`${namespace}/${name}`))
    .map(({ namespace, name, file }) => ({ namespace, name, file }));
}
