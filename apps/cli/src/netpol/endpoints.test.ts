import { compile, readWorld } from '@headrace/netpol';
import { UserError } from '@headrace/text';
import { describe, expect, test } from 'vitest';
import { calledNamed, endsNamed, type Named } from './endpoints.ts';
import { focusOf } from './focus.ts';

const pod = (name: string, labels: string, more = '') =>
  `{kind: Pod, metadata: {name: ${name}, namespace: shop, labels: ${labels}${more}}, spec: {containers: [{name: main, ports: [{name: http, containerPort: 8080}]}]}, status: {podIP: 10.0.0.${name.length}}}`;
const owned = (kind: string, name: string) => `, ownerReferences: [{kind: ${kind}, name: ${name}, controller: true}]`;

const text = [
  pod('web', '{app: web}'),
  '{kind: Deployment, metadata: {name: twin, namespace: shop}, spec: {template: {spec: {containers: [{name: main}]}}}}',
  '{kind: StatefulSet, metadata: {name: twin, namespace: shop}, spec: {template: {spec: {containers: [{name: main}]}}}}',
  pod('db-00', '{app: db, role: first}', owned('StatefulSet', 'db')),
  pod('db-111', '{app: db, role: second}', owned('StatefulSet', 'db')),
  '{kind: NetworkPolicy, metadata: {name: p, namespace: shop}, spec: {podSelector: {matchLabels: {role: first}}}}',
  '{kind: Service, metadata: {name: db-all, namespace: shop}, spec: {selector: {app: db}, ports: [{port: 80}]}}',
  '{kind: Service, metadata: {name: nobody, namespace: shop}, spec: {selector: {app: none}, ports: [{port: 80}]}}',
  '{kind: Service, metadata: {name: outside, namespace: shop}, spec: {ports: [{port: 80}]}}',
  '{kind: Service, metadata: {name: web, namespace: shop}, spec: {selector: {app: db}, ports: [{port: 80}]}}',
].join('\n---\n');
const { world } = readWorld([{ file: 'all.yaml', text }]);
const named: Named = { compiled: compile(world), services: world.services, where: 'all.yaml' };
const names = (name: string) =>
  endsNamed(named, name).map((end) =>
    'workload' in end
      ? (named.compiled.index.workloads[end.workload]?.pods ?? []).join() || 'a workload'
      : 'an address',
  );

describe('a name', () => {
  test.each([
    ['shop/web', ['web']],
    ['shop/web[Pod]', ['web']],
    ['shop/twin[Deployment]', ['a workload']],
    ['shop/db', ['db-00', 'db-111']],
    ['shop/db-00', ['db-00']],
    ['shop/db-all', ['db-00', 'db-111']],
    ['shop/db-all[Service]', ['db-00', 'db-111']],
    ['shop/web[Service]', ['db-00', 'db-111']],
    ['203.0.113.7', ['an address']],
    ['10.0.0.3', ['web']],
  ])('%s is %j', (name, expected) => {
    expect(names(name).sort()).toEqual(expected);
  });

  test.each([
    ['shop/twin', /^'shop\/twin' is more than one workload\. Write which: .*shop\/twin\[Deployment\]/],
    ['shop/missing', /^There is no workload 'shop\/missing' in all\.yaml, nor a pod or Service of that name/],
    ['web', /^There is no workload 'web'/],
    ['shop/nobody', /^The Service shop\/nobody selects no pod that is there\.$/],
    ['shop/outside', /^The Service shop\/outside has no selector/],
  ])('%s is an error that says why', (name, message) => {
    expect(() => endsNamed(named, name)).toThrow(UserError);
    expect(() => endsNamed(named, name)).toThrow(message);
  });

  test('of a Service gives the Service too, unless a workload has it', () => {
    expect(calledNamed(named, 'shop/db-all').service?.name).toBe('db-all');
    expect(calledNamed(named, 'shop/web').service).toBeUndefined();
  });
});

describe('the focus of a list', () => {
  test('is empty without options', () => {
    expect(focusOf(named, { namespace: [] })).toEqual({});
  });

  test('holds the workloads of names, the namespaces, and a port by its number for each protocol', () => {
    const { from, to, namespaces, ports } = focusOf(named, {
      from: 'shop/web',
      to: 'shop/db',
      namespace: ['shop'],
      port: '80',
    });
    expect([from?.size, to?.size, [...(namespaces ?? [])]]).toEqual([1, 2, ['shop']]);
    expect(ports).toEqual({
      TCP: [{ start: 80, end: 80 }],
      UDP: [{ start: 80, end: 80 }],
      SCTP: [{ start: 80, end: 80 }],
    });
  });

  test('finds a port by the name that containers give it', () => {
    expect(focusOf(named, { namespace: [], port: 'http' }).ports).toEqual({
      TCP: [{ start: 8080, end: 8080 }],
      UDP: [],
      SCTP: [],
    });
    expect(() => focusOf(named, { namespace: [], port: 'nope' })).toThrow("No container has a port 'nope'.");
  });
});
