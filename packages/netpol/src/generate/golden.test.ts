import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readFlinkDeployment } from '../flink/deployment.ts';
import { printYaml } from '../print/print.ts';
import type { EgressConnection } from './egress-connection.ts';
import { generate } from './generate.ts';
import { type GenerateOptions, profileNames } from './options.ts';

/** A FlinkDeployment that changes every port. */
const { deployment } = readFlinkDeployment({
  file: 'orders.yaml',
  text: `apiVersion: flink.apache.org/v1beta1
kind: FlinkDeployment
metadata: {name: orders, namespace: streams}
spec:
  flinkConfiguration:
    rest.port: "18081"
    jobmanager.rpc.port: "16123"
    blob.server.port: "16124"
    metrics.internal.query-service.port: "16125-16127"
    taskmanager.rpc.port: "16122"
    metrics.reporter.prom.port: "19249"
`,
});

const connections: EgressConnection[] = [
  {
    name: 'events',
    kind: 'kafka',
    targets: [
      { host: 'kafka-0.kafka.events.svc', port: 9092, podLabels: { app: 'kafka' } },
      { host: '2001:db8::7', port: 9093 },
    ],
    place: { file: 'connections.yaml', line: 4, column: 3 },
  },
  { name: 'shop', kind: 'database', targets: [{ host: 'db.example.com', port: 5432, cidrs: ['203.0.113.0/28'] }] },
];

const everything = {
  namespace: 'streams',
  flinkOperatorNamespace: 'operators',
  ...(deployment ? { flinkDeployment: deployment } : {}),
  metrics: { scraper: { podSelector: { matchLabels: { app: 'prometheus' } } } },
  pinPorts: true,
  egress: { connections, kubernetesApi: ['10.96.0.1', '192.168.1.10'] },
  denyAll: 'both',
  platform: 'openshift',
} as const satisfies Partial<GenerateOptions>;

/** To be read by whoever changes what is generated: `vitest -u` writes them anew. */
const golden = (name: string) => join(import.meta.dirname, 'golden', `${name}.yaml`);

test.each(profileNames)('%s with nothing asked for, as people get it', async (profile) => {
  await expect(printYaml(generate({ profile, namespace: 'ep' }))).toMatchFileSnapshot(golden(`${profile}-plain`));
});

test.each(profileNames)('%s with everything asked for, as people get it', async (profile) => {
  const generated = generate({ profile, ...everything });
  expect(generated.findings).toEqual([]);
  await expect(printYaml(generated)).toMatchFileSnapshot(golden(`${profile}-everything`));
});
