import type { AnyDiagnostic, FlowDocument, PortTypes } from '@headrace/flow';

/** What Flink's planner answered, and for which document. */
export interface PlannerAnswer {
  readonly document: FlowDocument;
  readonly diagnostics: readonly AnyDiagnostic[];
  readonly ports: PortTypes;
}

/**
 * The faults to show: those of the structure, which are of this moment, and the planner's where its answer still holds,
 * which is at nodes that did not change since. The planner's answer repeats the structure's; each is shown once.
 */
export function mergeDiagnostics(
  structure: readonly AnyDiagnostic[],
  planner: PlannerAnswer | undefined,
  document: FlowDocument | undefined,
): AnyDiagnostic[] {
  const shown = [...structure];
  const seen = new Set(structure.map(identity));
  for (const diagnostic of planner?.diagnostics ?? []) {
    const { node } = diagnostic.place;
    const stale =
      planner?.document !== document && (node === undefined || !sameNode(planner?.document, document, node));
    const repeated = seen.has(identity(diagnostic)) || !diagnostic.code.startsWith('planner/');
    if (stale || repeated) continue;
    seen.add(identity(diagnostic));
    shown.push(diagnostic);
  }
  return shown.sort((a, b) => weight[a.severity] - weight[b.severity]);
}

const weight = { error: 0, warning: 1, info: 2 } as const;

const sameNode = (a: FlowDocument | undefined, b: FlowDocument | undefined, node: string) => {
  const old = a?.spec.nodes[node];
  const now = b?.spec.nodes[node];
  return old !== undefined && now !== undefined && (old === now || JSON.stringify(old) === JSON.stringify(now));
};

const identity = (d: AnyDiagnostic) => JSON.stringify([d.code, d.place.node, d.place.path, d.place.range, d.message]);
