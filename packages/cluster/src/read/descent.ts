import type { KubeObject } from './list.ts';

/**
 * What makes pods and has none: it stands for those to come. What has pods is left out, since they say more (addresses,
 * labels as they are), and so is what another one made (a Deployment's ReplicaSets).
 */
export function withoutPods(controllers: readonly KubeObject[], pods: readonly KubeObject[]): KubeObject[] {
  const owners = new Map(controllers.map((c) => [c.metadata.uid, controllerOf(c)]));
  const having = new Set<string>();
  for (const pod of pods)
    for (let uid = controllerOf(pod); uid !== undefined && !having.has(uid); uid = owners.get(uid)) having.add(uid);
  return controllers.filter((c) => controllerOf(c) === undefined && !having.has(c.metadata.uid ?? ''));
}

const controllerOf = ({ metadata }: KubeObject): string | undefined =>
  metadata.ownerReferences?.find((o) => o.controller === true)?.uid;
