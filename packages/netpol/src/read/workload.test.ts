import { expect, test } from 'vitest';
import { compile } from '../evaluate/compile.ts';
import { workloadKey } from '../model/world.ts';
import { readWorld } from './world.ts';

const read = (...objects: object[]) =>
  readWorld([{ file: 'all.yaml', text: objects.map((o) => `---\n${JSON.stringify(o)}\n`).join('') }]);
const pod = (labels: object, metadata: object, ip: string) => ({
  kind: 'Pod',
  metadata: { namespace: 'shop', name: `pod-${ip}`, labels, ...metadata },
  status: { podIP: ip },
});
const ownedBy = (kind: string, name: string) => ({ ownerReferences: [{ kind, name, controller: true }] });

test('the Jobs of a CronJob and their pods are the one workload that it makes, whatever tells its runs apart', () => {
  const template = (labels: object) => ({ template: { metadata: { labels } } });
  const cronJob = {
    kind: 'CronJob',
    metadata: { namespace: 'shop', name: 'report' },
    spec: { jobTemplate: { spec: template({ app: 'report' }) } },
  };
  const run = (n: number) => {
    const labels = { app: 'report', 'job-name': `report-${n}`, 'batch.kubernetes.io/job-name': `report-${n}` };
    return [
      pod(labels, ownedBy('Job', `report-${n}`), `10.0.0.${n}`),
      {
        kind: 'Job',
        metadata: { namespace: 'shop', name: `report-${n}`, ...ownedBy('CronJob', 'report') },
        spec: template(labels),
      },
    ];
  };
  const byHand = { kind: 'Job', metadata: { namespace: 'shop', name: 'once' }, spec: template({ app: 'once' }) };
  const { world } = read(
    ...run(1),
    cronJob,
    ...run(2),
    byHand,
    pod({ app: 'once' }, ownedBy('Job', 'once'), '10.0.0.9'),
    pod({ app: 'report', 'batch.kubernetes.io/job-name': 'report-2' }, {}, '10.0.0.3'),
    pod({ app: 'report', 'job-name': 'report-1' }, {}, '10.0.0.4'),
    pod({ app: 'report', 'job-name': 'elsewhere' }, {}, '10.0.0.5'),
  );
  expect(compile(world).index.workloads.map((w) => [workloadKey(w), w.addresses])).toEqual([
    ['shop/report[CronJob]', ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4']],
    ['shop/once[Job]', ['10.0.0.9']],
    ['shop/pod-10.0.0.5[Pod]', ['10.0.0.5']],
  ]);
});

test.each([
  ['a value with a space', { app: 'the shop' }, 'read/label-value', "No label can have the value 'the shop'."],
  ['a value that is too long', { app: 'x'.repeat(64) }, 'read/label-value', `'${'x'.repeat(60)}…'`],
  ['a name with a sign', { 'app!': 'shop' }, 'read/label-key', "No label can be called 'app!'."],
  ['a name without a name', { 'shop.example/': 'x' }, 'read/label-key', "'shop.example/'"],
])(
  'labels that no API server takes are said with their place, on pods and on Namespaces: %s',
  (_, labels, code, words) => {
    for (const object of [pod(labels, {}, '10.0.0.1'), { kind: 'Namespace', metadata: { name: 'shop', labels } }]) {
      const { findings, world } = read(object);
      expect(findings).toMatchObject([{ code, severity: 'error', place: { file: 'all.yaml', line: 2 } }]);
      expect(findings[0]?.message).toContain(words);
      expect(world.workloads.length + world.namespaces.length).toBe(1);
    }
  },
);
