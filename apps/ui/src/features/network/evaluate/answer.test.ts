import { compile, endpointNamed, readWorld } from '@headrace/netpol';
import { PolicyEvaluator } from '@headrace/netpol/matrix';
import { expect, test } from 'vitest';
import { answerTo } from './answer.ts';

const { world } = readWorld([
  {
    file: 'a.yaml',
    text: `{kind: Pod, metadata: {name: jm, namespace: ep, labels: {app: jm}}}
---
{kind: Pod, metadata: {name: tm, namespace: ep, labels: {app: tm}}}
---
{kind: NetworkPolicy, metadata: {name: tm, namespace: ep}, spec: {podSelector: {matchLabels: {app: tm}}, ingress: [{from: [{podSelector: {matchLabels: {app: jm}}}], ports: [{port: 50000, endPort: 50050}]}]}}
`,
  },
]);
const compiled = compile(world);
const [from, to] = ['ep/jm', 'ep/tm'].map((name) => endpointNamed(compiled, name) ?? expect.fail());

test.each([
  ['a range that is open in part is asked for its first port that is not', 50_000, 50_099, 50_051, false],
  ['a range that is open is asked for its first port', 50_000, 50_050, 50_000, true],
  ['one port is itself', 50_010, undefined, 50_010, true],
])('%s', (_, port, stop, asked, allowed) => {
  if (!from || !to) throw new Error('there are two pods');
  const answer = answerTo(new PolicyEvaluator(compiled), {
    from,
    to,
    protocol: 'TCP',
    port,
    ...(stop === undefined ? {} : { stop }),
  });
  expect({ port: answer.port, allowed: answer.verdict === 'allowed' }).toEqual({ port: asked, allowed });
});
