import { expect, test } from 'vitest';
import { readFlinkDeployment } from '../flink/deployment.ts';
import { generate } from './generate.ts';
import { profileNames } from './options.ts';
import { restCallerOf } from './rest-callers.ts';

const read = (spec: string) => {
  const text = `kind: FlinkDeployment\nmetadata: {name: orders}\nspec: ${spec}\n`;
  const { deployment, findings } = readFlinkDeployment({ file: 'flink.yaml', text });
  expect(findings).toEqual([]);
  return deployment ?? expect.fail('no FlinkDeployment');
};
const exposed =
  '{flinkConfiguration: {kubernetes.rest-service.exposed.type: loadbalancer}, ingress: {template: a.example}}';

test.each(profileNames)(
  '%s says each way in that its policies shut, with its place, and opens it to callers that are named',
  (profile) => {
    const options = { profile, namespace: 'ep', flinkDeployment: read(exposed) } as const;
    const { findings, policies } = generate(options);
    expect(findings.map(({ code, severity, place }) => [code, severity, place?.line, place?.column])).toEqual([
      ['generate/exposed-rest', 'warning', 3, 82],
      ['generate/exposed-rest', 'warning', 3, 67],
    ]);
    const restCallers = ['ingress-nginx', '203.0.113.0/24'].map((text) => restCallerOf(text) ?? expect.fail(text));
    const opened = generate({ ...options, restCallers });
    expect(opened.findings).toEqual([]);
    const rule = {
      from: [
        { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } }, podSelector: {} },
        { ipBlock: { cidr: '203.0.113.0/24' } },
      ],
      ports: [{ protocol: 'TCP', port: 8081 }],
    };
    const rulesIn = (all: typeof policies) => all.flatMap(({ policy }) => policy.spec.ingress ?? []);
    expect(rulesIn(policies)).not.toContainEqual(rule);
    expect(rulesIn(opened.policies)).toContainEqual(rule);
  },
);

test.each([
  '{}',
  '{ingress: }',
  '{flinkConfiguration: {kubernetes.rest-service.exposed.type: ClusterIP}}',
  '{flinkConfiguration: {kubernetes.rest-service.exposed.type: Headless_ClusterIP}}',
])('says nothing of a way in where there is none: %s', (spec) => {
  expect(generate({ profile: 'apache-flink', namespace: 'ep', flinkDeployment: read(spec) }).findings).toEqual([]);
});

test.each(['Ingress-Nginx', 'a b', '10.0.0.0/33', ''])('rejects %j as a caller', (text) => {
  expect(restCallerOf(text)).toBeUndefined();
});
