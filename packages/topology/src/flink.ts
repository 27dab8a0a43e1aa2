import type { Component, Listener } from './component.ts';

/** Both kinds of pods report where a reporter is configured. */
const metrics = {
  name: 'metrics',
  port: 9249,
  protocols: ['TCP'],
  callers: ['scraper'],
  reason: 'Prometheus metrics',
  option: 'metrics.reporter.prom.port',
  when: 'a metrics reporter is configured',
  without: 'Prometheus gets no metrics',
} as const satisfies Listener;

/**
 * Apache Flink, a session cluster or application clusters. What happens without a port was measured with Flink 2.3, two
 * TaskManagers and a keyed shuffle.
 * Source: https://nightlies.apache.org/flink/flink-docs-stable/docs/deployment/config/#hosts-and-ports
 */
export const flink = {
  jobmanager: {
    purpose: 'plans and watches jobs; locally in one JVM with the SQL gateway and the TaskManager',
    listens: [
      {
        name: 'rest',
        port: 8081,
        protocols: ['TCP'],
        callers: ['backend', 'sql-gateway', 'flink-operator'],
        reason: 'job submission, states, savepoints, metrics',
        option: 'rest.port',
        bindOption: 'rest.bind-port',
        without: 'no job can be submitted, and none is seen',
      },
      {
        name: 'rpc',
        port: 6123,
        protocols: ['TCP'],
        callers: ['jobmanager', 'taskmanager'],
        reason: 'RPC inside the Flink cluster: TaskManagers register and report',
        option: 'jobmanager.rpc.port',
        bindOption: 'jobmanager.rpc.bind-port',
        haOption: 'high-availability.jobmanager.port',
        without: 'no TaskManager registers, so no job gets a slot',
      },
      {
        name: 'blob',
        port: 6124,
        protocols: ['TCP'],
        callers: ['jobmanager', 'taskmanager'],
        reason: 'blob server: jars of users and large messages to TaskManagers',
        option: 'blob.server.port',
        without: 'jobs with user jars, or with a plan too large for a message, do not start',
      },
      metrics,
    ],
  },
  taskmanager: {
    purpose: 'does the work of jobs',
    listens: [
      {
        name: 'data',
        port: 6121,
        protocols: ['TCP'],
        callers: ['taskmanager'],
        reason: 'rows from TaskManager to TaskManager',
        option: 'taskmanager.data.port',
        bindOption: 'taskmanager.data.bind-port',
        pin: { kind: 'option' },
        without: 'a job that spans two TaskManagers says RUNNING and moves no row, then fails after two minutes',
      },
      {
        name: 'rpc',
        port: 6122,
        protocols: ['TCP'],
        callers: ['jobmanager'],
        reason: 'RPC from the JobManager to the TaskManager',
        option: 'taskmanager.rpc.port',
        bindOption: 'taskmanager.rpc.bind-port',
        pin: { kind: 'option' },
        without:
          'jobs run over the connection that the TaskManager has made; once that breaks, the JobManager cannot even cancel them',
      },
      {
        name: 'query-service',
        port: 6125,
        protocols: ['TCP'],
        callers: ['jobmanager'],
        reason: "metrics of the TaskManager for the JobManager's REST API and web page",
        option: 'metrics.internal.query-service.port',
        pin: { kind: 'option' },
        without: 'no metric of any task is shown',
      },
      {
        name: 'results',
        port: 42_000,
        endPort: 42_099,
        protocols: ['TCP'],
        callers: ['jobmanager'],
        reason: 'rows of a preview, fetched by the JobManager from a port that the system chooses',
        pin: { kind: 'sysctl', name: 'net.ipv4.ip_local_port_range' },
        without: 'a preview shows no row',
      },
      metrics,
    ],
  },
  'sql-gateway': {
    purpose: "plans SQL and submits it as jobs (Flink's SQL gateway)",
    listens: [
      {
        name: 'sql',
        port: 8083,
        protocols: ['TCP'],
        callers: ['backend'],
        reason: 'validation, previews and runs',
        option: 'sql-gateway.endpoint.rest.port',
        bindOption: 'sql-gateway.endpoint.rest.bind-port',
        without: 'no expression is checked, no preview and no run starts',
      },
    ],
  },
  'flink-operator': {
    purpose: 'the Apache Flink Kubernetes Operator: makes Flink clusters of FlinkDeployment resources',
    listens: [
      {
        name: 'webhook',
        port: 9443,
        protocols: ['TCP'],
        callers: ['anyone'],
        reason: 'validating webhook; the API server calls it from the network of its node, which no pod selector finds',
        without: 'no FlinkDeployment can be created or changed',
      },
    ],
  },
} as const satisfies Record<string, Component>;
