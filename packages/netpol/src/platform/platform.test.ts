import { expect, test } from 'vitest';
import { compile } from '../evaluate/compile.ts';
import { type Endpoint, endpointNamed } from '../evaluate/reach.ts';
import { explain } from '../explain/explain.ts';
import { generate } from '../generate/generate.ts';
import { profileNames } from '../generate/options.ts';
import type { NetworkPolicy } from '../model/policy.ts';
import { readWorld } from '../read/world.ts';
import { review } from '../review/review.ts';
import { misreadOn } from './advice.ts';
import { platformNames, platforms, topics } from './platforms.ts';

test.each(platformNames)('%s: each rule has a source that can be opened, and is about a topic of the table', (name) => {
  for (const [topic, rule] of Object.entries(platforms[name].rules)) {
    expect(Object.keys(topics), name).toContain(topic);
    expect(rule.source, `${name} ${topic}`).toMatch(
      /^https:\/\/(?:github\.com\/[\w.-]+\/[\w.-]+\/(?:issues|pull)\/\d+|kubernetes\.io\/)/,
    );
    expect(rule.does, `${name} ${topic}`).not.toBe('');
  }
});

/** Callers and called pods of every kind that a remedy may be asked for. */
const { world } = readWorld([
  {
    file: 'a.yaml',
    text: [
      '{kind: Namespace, metadata: {name: openshift-ingress, labels: {policy-group.network.openshift.io/ingress: ""}}}',
      '{kind: Pod, metadata: {name: web, namespace: shop, labels: {app: web}}, status: {podIPs: [{ip: 10.1.0.4}]}}',
      '{kind: Pod, metadata: {name: db, namespace: shop, labels: {app: db}}, status: {podIPs: [{ip: 10.1.0.5}]}}',
      '{kind: Pod, metadata: {name: far, namespace: other, labels: {app: far}}}',
      '{kind: Pod, metadata: {name: router, namespace: openshift-ingress, labels: {app: router}}, spec: {hostNetwork: true}, status: {hostIP: 192.168.0.9, podIPs: [{ip: 192.168.0.9}]}}',
      '{kind: Pod, metadata: {name: agent, namespace: shop, labels: {app: agent}}, spec: {hostNetwork: true}}',
      '{kind: NetworkPolicy, metadata: {name: deny, namespace: shop}, spec: {podSelector: {}, policyTypes: [Ingress, Egress]}}',
      '{kind: NetworkPolicy, metadata: {name: deny, namespace: other}, spec: {podSelector: {}, policyTypes: [Ingress, Egress]}}',
    ].join('\n---\n'),
  },
]);
const compiled = compile(world);
const ends = [...world.workloads.map((w) => `${w.namespace}/${w.name}`), '203.0.113.7', '2001:db8::7'];

test.each(platformNames)('%s: no remedy relies on what the platform reads otherwise', (platform) => {
  const remedies: { question: string; policy: NetworkPolicy }[] = [];
  for (const from of ends)
    for (const to of ends)
      for (const protocol of ['TCP', 'UDP'] as const) {
        const { sides } = explain(
          compiled,
          endpointNamed(compiled, from) as Endpoint,
          endpointNamed(compiled, to) as Endpoint,
          protocol,
          80,
          platform,
        );
        for (const { remedy } of sides)
          if (remedy) remedies.push({ question: `${from} to ${to}`, policy: remedy.policy });
      }
  expect(remedies.length).toBeGreaterThan(30);
  for (const { question, policy } of remedies) expect(misreadOn(platform, policy, compiled), question).toEqual([]);
});

test('on OpenShift a caller on the network of a node is let in by the label that finds it, and that others come with it is said', () => {
  const remedyOf = (to: string, from: string) => {
    const { sides } = explain(
      compiled,
      endpointNamed(compiled, from) as Endpoint,
      endpointNamed(compiled, to) as Endpoint,
      'TCP',
      80,
      'openshift',
    );
    return sides.find((s) => s.verdict !== 'allowed');
  };
  for (const from of ['openshift-ingress/router', 'shop/agent'])
    expect(remedyOf('shop/db', from)?.remedy).toMatchObject({
      rule: {
        from: [{ namespaceSelector: { matchLabels: { 'policy-group.network.openshift.io/host-network': '' } } }],
      },
      also: ['It would also let in everything else that runs on the network of a node.'],
    });
  // Called pods on a node are known by its address alone.
  expect(remedyOf('openshift-ingress/router', 'shop/db')?.remedy?.rule).toMatchObject({
    to: [{ ipBlock: { cidr: '192.168.0.9/32' } }],
  });
  expect(remedyOf('shop/agent', 'shop/db')?.noRemedy).toContain('whose address is not known');
});

test.each(platformNames)(
  '%s: what a generated policy relies on and the platform reads otherwise is said',
  (platform) => {
    for (const profile of profileNames) {
      const egress = { connections: [], kubernetesApi: ['10.96.0.1'] };
      const { policies, findings } = generate({
        profile,
        namespace: 'ep',
        platform,
        pinPorts: true,
        egress,
        denyAll: 'both',
      });
      const misread = new Set(policies.flatMap(({ policy }) => misreadOn(platform, policy).map((m) => m.topic)));
      const said = findings.filter((f) => f.code === 'generate/misread').map((f) => f.message);
      expect(said).toHaveLength(misread.size);
      for (const topic of misread) expect(said.join()).toContain(topics[topic]);
      // Only the range of results is too long to be written out.
      expect([...misread].filter((topic) => topic !== 'endPort')).toEqual([]);
    }
  },
);

test.each(platformNames)(
  '%s: no finding advises to remove a policy, or to add a podSelector beside what means the host network',
  (platform) => {
    for (const { code, fix } of review(world, undefined, platform)) {
      expect(fix, code).not.toMatch(/\b(?:delete|remove it)\b/i);
      if (platform === 'openshift') expect(fix, code).not.toMatch(/^Add podSelector/);
    }
  },
);
