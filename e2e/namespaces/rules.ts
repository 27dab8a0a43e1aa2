import { components } from '@headrace/topology';
import type { EffectName } from './effects.ts';

/**
 * What every rule of the profiles headrace and apache-flink is for, as `rulesOf` calls them.
 * - `effect`: what Flink no longer does without it. This is run.
 * - `call`: the connection itself is all that is lost. That it is lost is tried with every rule.
 * - `kept`: the run does not need it; the reason why it is there all the same.
 */
export type Evidence = { readonly effect: EffectName } | { readonly call: true } | { readonly kept: string };

const call: Evidence = { call: true };
const effect = (name: EffectName): Evidence => ({ effect: name });
const kept = (reason: string): Evidence => ({ kept: reason });

/** Who calls what stands outside: the reason to keep the rule is the same for all of them. */
const callersOf = (outside: 'dns' | 'kubernetes-api'): readonly string[] => components[outside].listens[0].callers;

const dns = kept(
  'hosts are called by number here; in a cluster every name is looked up, and every client calls by name',
);
const api = kept(
  'no API server runs here; operators watch it, and native Flink starts its TaskManagers and finds its leader through it',
);
const standby = kept('one JobManager runs here, and a pod always reaches itself; a standby one calls the leader');
const taskManagerRpc = effect('a job is cancelled after the connections to its TaskManagers broke');

export const evidence: Readonly<Record<string, Evidence>> = {
  'gateway ingress TCP 8443': call,
  'ui ingress TCP 3000': call,
  'backend ingress TCP 8888': call,
  'kafka-admin ingress TCP 7000': call,
  'operator ingress TCP 8443': call,
  'flink-operator ingress TCP 9443': call,
  'jobmanager ingress TCP 8081': effect('the SQL gateway asks the JobManager'),
  'jobmanager ingress TCP 6123': effect('TaskManagers register'),
  'jobmanager ingress TCP 6124': effect('a job with a jar of the user runs'),
  'jobmanager ingress TCP 9249': effect('Prometheus scrapes the JobManager'),
  'taskmanager ingress TCP 6121': effect('rows cross from TaskManager to TaskManager'),
  'taskmanager ingress TCP 6122': taskManagerRpc,
  'taskmanager ingress TCP 6125': effect('metrics of tasks are shown'),
  'taskmanager ingress TCP 42000-42099': effect('a preview shows rows'),
  'taskmanager ingress TCP 9249': effect('Prometheus scrapes TaskManagers'),
  'sql-gateway ingress TCP 8083': effect('the backend asks the SQL gateway'),

  'gateway egress TCP 3000': call,
  'gateway egress TCP 8888': call,
  'gateway egress TCP 7000': call,
  'backend egress TCP 7000': call,
  'backend egress TCP 8081': effect('the backend asks the JobManager'),
  'backend egress TCP 8083': effect('the backend asks the SQL gateway'),
  'backend egress TCP 9092': call,
  'kafka-admin egress TCP 9092': call,
  'samples egress TCP 9092': call,
  'jobmanager egress TCP 6123': standby,
  'jobmanager egress TCP 6124': standby,
  'jobmanager egress TCP 6122': taskManagerRpc,
  'jobmanager egress TCP 6125': effect('metrics of tasks are shown'),
  'jobmanager egress TCP 42000-42099': effect('a preview shows rows'),
  'jobmanager egress TCP 9092': effect('a job reads from Kafka'),
  'taskmanager egress TCP 6123': effect('TaskManagers register'),
  'taskmanager egress TCP 6124': effect('a job with a jar of the user runs'),
  'taskmanager egress TCP 6121': effect('rows cross from TaskManager to TaskManager'),
  'taskmanager egress TCP 9092': effect('a job reads from Kafka'),
  'sql-gateway egress TCP 8081': effect('the SQL gateway asks the JobManager'),
  'flink-operator egress TCP 8081': effect('the Flink operator asks the JobManager'),

  ...Object.fromEntries(callersOf('dns').map((name) => [`${name} egress UDP 53, TCP 53`, dns])),
  ...Object.fromEntries(callersOf('kubernetes-api').map((name) => [`${name} egress TCP 443, TCP 6443`, api])),
};
