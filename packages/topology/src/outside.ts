import type { Component } from './component.ts';

/** Everything of ours that calls something by a host name. */
const lookingUpNames = [
  'gateway',
  'backend',
  'kafka-admin',
  'samples',
  'operator',
  'jobmanager',
  'taskmanager',
  'sql-gateway',
  'flink-operator',
] as const;

/** What an installation calls and does not run. The addresses of most are those of registered connections. */
export const outside = {
  kafka: {
    purpose: 'the Kafka brokers (locally the one that npm start brings)',
    outside: 'kafka',
    listens: [
      {
        name: 'kafka',
        port: 9092,
        protocols: ['TCP'],
        callers: ['backend', 'kafka-admin', 'samples', 'jobmanager', 'taskmanager'],
        reason: 'events: bootstrap servers and every broker that they advertise',
        without: 'topics cannot be listed, and jobs read and write nothing',
      },
      {
        name: 'controller',
        port: 9093,
        protocols: ['TCP'],
        callers: ['kafka'],
        reason: 'KRaft controller quorum of the local broker',
        when: 'the broker is the local one',
        without: 'the local broker does not start',
      },
    ],
  },
  dns: {
    purpose: 'names of services and hosts',
    outside: 'dns',
    listens: [
      {
        name: 'dns',
        port: 53,
        protocols: ['UDP', 'TCP'],
        callers: lookingUpNames,
        reason: 'names are looked up before every connection',
        without: 'nothing that is named by a host name is reached',
      },
      {
        name: 'dns-openshift',
        port: 5353,
        protocols: ['UDP', 'TCP'],
        callers: lookingUpNames,
        reason:
          "OpenShift's DNS pods listen here, and policies are evaluated after the Service's address was translated",
        when: 'the platform is OpenShift',
        without: 'on OpenShift no name is resolved (openshift/kubernetes-nmstate#776)',
      },
    ],
  },
  'kubernetes-api': {
    purpose: 'the API server of the cluster',
    outside: 'kubernetes-api',
    listens: [
      {
        name: 'service',
        port: 443,
        protocols: ['TCP'],
        callers: ['operator', 'flink-operator', 'jobmanager', 'taskmanager'],
        reason: 'resources are watched and changed; native Flink starts its TaskManagers and keeps its leader here',
        without:
          'where policies match the address of the Service, the operators see nothing and Flink starts no TaskManager',
      },
      {
        name: 'endpoint',
        port: 6443,
        protocols: ['TCP'],
        callers: ['operator', 'flink-operator', 'jobmanager', 'taskmanager'],
        reason: 'the same, where policies match after the address of the Service was translated',
        without: 'the same on data paths that match after the translation (cert-manager#5788)',
      },
    ],
  },
  'schema-registry': {
    purpose: 'schemas of Avro messages',
    outside: 'schema-registry',
    listens: [
      {
        name: 'registry',
        port: 8081,
        protocols: ['TCP'],
        callers: ['backend', 'kafka-admin', 'jobmanager', 'taskmanager', 'sql-gateway'],
        reason: 'schemas of topics in Avro',
        without: 'flows over Avro topics do not start',
      },
    ],
  },
  database: {
    purpose: 'reference data for enrichment',
    outside: 'database',
    listens: [
      {
        name: 'postgres',
        port: 5432,
        protocols: ['TCP'],
        callers: ['backend', 'jobmanager', 'taskmanager', 'sql-gateway'],
        reason: 'tables and columns are listed, rows are looked up',
        without: 'flows that enrich from the database fail',
      },
    ],
  },
  'http-api': {
    purpose: 'HTTP APIs for enrichment',
    outside: 'http-api',
    listens: [
      {
        name: 'https',
        port: 443,
        protocols: ['TCP'],
        callers: ['backend', 'taskmanager'],
        reason: 'calls for each event; the OpenAPI document is read',
        without: 'flows that enrich from the API fail',
      },
    ],
  },
  'oidc-issuer': {
    purpose: 'sign-in by OpenID Connect',
    outside: 'oidc-issuer',
    listens: [
      {
        name: 'https',
        port: 443,
        protocols: ['TCP'],
        callers: ['gateway'],
        reason: 'discovery, tokens and keys',
        without: 'nobody can sign in',
      },
    ],
  },
  'object-store': {
    purpose: 'checkpoints and savepoints',
    outside: 'object-store',
    listens: [
      {
        name: 'https',
        port: 443,
        protocols: ['TCP'],
        callers: ['jobmanager', 'taskmanager'],
        reason: 'state is written with each checkpoint',
        without: 'no checkpoint completes, so nothing is committed exactly once',
      },
    ],
  },
  zookeeper: {
    purpose: 'leaders and job metadata of Flink clusters with ZooKeeper high availability',
    outside: 'zookeeper',
    listens: [
      {
        name: 'client',
        port: 2181,
        protocols: ['TCP'],
        callers: ['jobmanager', 'taskmanager', 'flink-operator'],
        reason: 'leader election and discovery; the operator removes the metadata of deleted clusters',
        when: 'high-availability.type is zookeeper',
        without: 'no JobManager becomes the leader, and no TaskManager finds one',
      },
    ],
  },
} as const satisfies Record<string, Component>;
