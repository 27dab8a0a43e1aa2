import { expect, test } from 'vitest';
import { generate } from '../../generate/generate.ts';
import type { GenerateOptions } from '../../generate/options.ts';
import { printYaml } from '../../print/print.ts';
import { readWorld } from '../../read/world.ts';
import { review } from '../review.ts';

const installed: GenerateOptions = { profile: 'headrace', namespace: 'ep' };
const component = (name: string) => `app.kubernetes.io/name: headrace, app.kubernetes.io/component: ${name}`;
const pod = (name: string, labels: string, namespace = 'ep') =>
  `{kind: Pod, metadata: {name: ${name}, namespace: ${namespace}, labels: {${labels}}}}`;
const policy = (spec: string) => `{kind: NetworkPolicy, metadata: {name: more, namespace: ep}, spec: ${spec}}`;

/** What a review says of one more policy beside those that are generated. */
function told(options: GenerateOptions, ...objects: readonly string[]): string[] {
  const generated = { file: 'generated.yaml', text: printYaml(generate(options)) };
  const { world } = readWorld([generated, { file: 'more.yaml', text: objects.join('\n---\n') }]);
  return review(world, options).flatMap((f) => (f.code === 'review/beyond' ? [f.message] : []));
}

test('names the first connections and counts the others', () => {
  const visitors = [1, 2, 3, 4, 5].map((n) => pod(`v${n}`, 'app: visitor'));
  const opening = policy(
    `{podSelector: {matchLabels: {${component('ui')}}}, ingress: [{from: [{podSelector: {matchLabels: {app: visitor}}}], ports: [{port: 3000}]}]}`,
  );
  expect(told(installed, pod('ui', component('ui')), ...visitors, opening)).toEqual([
    'The policy ep/more opens what the profile headrace does not: ep/v1[Pod] to ep/ui[Pod] on TCP 3000; ep/v2[Pod] to ep/ui[Pod] on TCP 3000; ep/v3[Pod] to ep/ui[Pod] on TCP 3000 and 2 more.',
  ]);
});

test('names only the ports that are not generated', () => {
  const opening = policy(
    `{podSelector: {matchLabels: {${component('backend')}}}, ingress: [{from: [{podSelector: {}}], ports: [{port: 8888}, {port: 9999}]}]}`,
  );
  expect(told(installed, pod('gateway', component('gateway')), pod('backend', component('backend')), opening)).toEqual([
    'The policy ep/more opens what the profile headrace does not: ep/gateway[Pod] to ep/backend[Pod] on TCP 9999.',
  ]);
});

test('reviews egress only where it is managed, and names blocks for what leads everywhere', () => {
  const opening = policy(
    `{podSelector: {matchLabels: {${component('gateway')}}}, policyTypes: [Egress], egress: [{ports: [{port: 443}]}]}`,
  );
  const egress = { connections: [], kubernetesApi: ['10.96.0.1'] };
  const gateway = pod('gateway', component('gateway'));
  expect(told(installed, gateway, opening)).toEqual([]);
  expect(told({ ...installed, egress }, gateway, opening)).toEqual([
    expect.stringMatching(/^The policy ep\/more opens [^:]*: ep\/gateway\[Pod\] to 0\.0\.0\.0\/0, ::\/0 on TCP 443/),
  ]);
});
