import type { Leftover } from './kind-counts.ts';
import { type Effect, effectOf } from './other-kinds.ts';
import { isMissing, isObject, kindOf, type Report } from './report.ts';

/** The API of each kind that is read. Source: the API references of Kubernetes 1.37 and of the Flink operator 1.13. */
const apis: Readonly<Record<string, string>> = {
  Namespace: 'v1',
  Service: 'v1',
  Pod: 'v1',
  ReplicationController: 'v1',
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  DaemonSet: 'apps/v1',
  ReplicaSet: 'apps/v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
  NetworkPolicy: 'networking.k8s.io/v1',
  FlinkDeployment: 'flink.apache.org/v1beta1',
  FlinkBlueGreenDeployment: 'flink.apache.org/v1beta1',
};

const lists = ['List', ...Object.keys(apis).map((kind) => `${kind}List`)];

export const isListOfOurs = (kind: string): boolean => lists.includes(kind);

const inOneCase = new Map([...Object.keys(apis), ...lists].map((kind) => [kind.toLowerCase(), kind]));

/** Somebody who counts objects that are not read. */
export interface Others {
  /** One that does not affect connections, or of which that is not known. */
  leaveOut(why: Leftover, kind: string, group: string | undefined): void;
  /** One that decides connections, or makes pods. */
  deciding(what: string, effect: Effect): void;
}

/** Whether an object is of a kind and API that are read. Others get a finding where they could change the answer, and are counted otherwise. */
export function isOurs(object: Record<string, unknown>, kind: string, report: Report, others: Others): boolean {
  const { apiVersion } = object;
  // One that is left out is no doubt: no other API is named, and people leave it out of examples and of what they paste.
  const own = Object.hasOwn(apis, kind) ? apis[kind] : undefined;
  const group = groupOf(isMissing(apiVersion) ? own : apiVersion);
  if (own !== undefined && group === groupOf(own)) return true;
  if (own !== undefined && !isForeign(group)) {
    report.error(
      'api-version',
      ['apiVersion'],
      `There is no ${kind} in the API ${apiText(apiVersion)}: no API server takes it, and it is not counted.`,
      `Write apiVersion: ${own}.`,
    );
  } else if (own === undefined && !isForeign(group) && inOneCase.has(kind.toLowerCase())) {
    report.error(
      'kind-letters',
      ['kind'],
      `There is no kind '${kind}': capital letters count, and no API server takes it.`,
      `Write kind: ${inOneCase.get(kind.toLowerCase())}.`,
    );
  } else {
    const effect = effectOf(isMissing(apiVersion) ? undefined : (group ?? ''), kind) ?? looksLike(object, kind);
    if (effect === 'harmless') others.leaveOut('skipped', kind, group);
    else if (effect === undefined) others.leaveOut('notRead', kind, group);
    else others.deciding(`${isMissing(apiVersion) ? '' : `${apiText(apiVersion)} `}${kind.slice(0, 80)}`, effect);
  }
  return false;
}

/** The effect of a kind that is not listed: by its name, or by containers that it has. */
function looksLike(object: Record<string, unknown>, kind: string): Effect | undefined {
  if (/networkpolicy$|firewall|authorizationpolicy$/i.test(kind)) return 'decides';
  return makesPods(object) ? 'makes pods' : undefined;
}

const apiText = (value: unknown): string =>
  typeof value === 'string' && value !== '' ? value.slice(0, 80) : kindOf(value);

const groupOf = (apiVersion: unknown): string | undefined =>
  typeof apiVersion === 'string' ? apiVersion.slice(0, Math.max(0, apiVersion.lastIndexOf('/'))) : undefined;

/** Groups of Kubernetes itself have no dot, or end so; others can have a kind of the same name that is another thing. */
const isForeign = (group: string | undefined): boolean => group?.includes('.') === true && !group.endsWith('.k8s.io');

/** As makers of pods of other APIs (DeploymentConfig, Rollout) have it. */
function makesPods({ spec }: Record<string, unknown>): boolean {
  const own = isObject(spec) ? spec : {};
  const inJob = isObject(own.jobTemplate) && isObject(own.jobTemplate.spec) ? own.jobTemplate.spec : {};
  return [own.template, inJob.template].some(
    (t) => isObject(t) && isObject(t.spec) && Array.isArray(t.spec.containers),
  );
}
