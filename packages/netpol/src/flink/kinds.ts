import type { Path, Place } from '../model/world.ts';
import { isObject } from '../read/report.ts';

/** A resource of the operator that stands for Flink clusters, read as the FlinkDeployment that each of them is. */
export interface FlinkResource {
  /** With `metadata` of the resource and the `spec` of its clusters. */
  readonly object: Record<string, unknown>;
  /** Names of its clusters, for a name of the resource. */
  readonly clustersOf: (name: string) => readonly string[];
  /** The path in the resource of a path in `object`. */
  readonly pathOf: (path: Path) => Path;
}

/** What the operator puts behind the name of a FlinkBlueGreenDeployment for each of its children. Source: BlueGreenUtils, operator 1.13 */
const colours = ['blue', 'green'] as const;

/** Names of the children of a FlinkBlueGreenDeployment. */
export const blueGreenChildren = (name: string): string[] => colours.map((colour) => `${name}-${colour}`);

/** Kinds of resources that stand for Flink clusters. */
export const flinkKinds = ['FlinkDeployment', 'FlinkBlueGreenDeployment'] as const;
export type FlinkKind = (typeof flinkKinds)[number];

export const isFlinkKind = (kind: unknown): kind is FlinkKind => flinkKinds.some((known) => known === kind);

/** The FlinkDeployment that a resource is, or that it holds as the template of two children. */
export function asFlinkDeployment(resource: Record<string, unknown>, kind: FlinkKind): FlinkResource {
  if (kind === 'FlinkDeployment') return { object: resource, clustersOf: (name) => [name], pathOf: (path) => path };
  const spec = isObject(resource.spec) ? resource.spec : {};
  const template = isObject(spec.template) ? spec.template : {};
  // The Ingress of the resource itself leads to whichever child is active.
  const own = isObject(spec.ingress) ? { ingress: spec.ingress } : {};
  const inner = isObject(template.spec) ? { ...own, ...template.spec } : (template.spec ?? own);
  const isOwn = ([first, second]: Path) =>
    first === 'spec' &&
    second === 'ingress' &&
    isObject(spec.ingress) &&
    !(isObject(template.spec) && isObject(template.spec.ingress));
  return {
    object: { metadata: resource.metadata, spec: inner },
    clustersOf: (name) => (name === '' ? [''] : blueGreenChildren(name)),
    pathOf: (path) => (path[0] === 'spec' && !isOwn(path) ? ['spec', 'template', ...path] : path),
  };
}

/** The places of a resource, by paths of the FlinkDeployment that it is read as. */
export const placesIn =
  ({ pathOf }: FlinkResource, placeOf: (path: Path) => Place) =>
  (path: Path): Place =>
    placeOf(pathOf(path));
