import { expect, test } from 'vitest';
import { pod, policy, world } from '../testing/shop.ts';
import { portText } from './grid.ts';
import { neededPorts, portBound, portsOfRules, portsOfWorkload } from './ports.ts';

const told = (...objects: string[]) => portsOfWorkload(world(...objects), 0, []).map(portText);
const withPorts = (...declared: string[]) =>
  pod('shop', 'web', `, spec: {containers: [{ports: [${declared.join(', ')}]}]}`);
const web = pod('shop', 'web');
const open = (ports: string) => policy('open', `{podSelector: {}, ingress: [{ports: [${ports}]}]}`);

test.each([
  ['a workload of which nothing is known has one row for all ports', [web], ['TCP all ports']],
  [
    'declared ports each have a row',
    [withPorts('{containerPort: 80}', '{containerPort: 53, protocol: UDP}')],
    ['TCP 80', 'UDP 53'],
  ],
  ['ports that rules name each have a row', [web, open('{port: 443}')], ['TCP 443']],
  ['a port that is declared and named has one', [withPorts('{containerPort: 443}'), open('{port: 443}')], ['TCP 443']],
  [
    'the same port of two protocols has two',
    [web, open('{port: 53}, {port: 53, protocol: UDP}')],
    ['TCP 53', 'UDP 53'],
  ],
  ['a range of five ports is one row', [web, open('{port: 80, endPort: 84}')], ['TCP 80-84']],
  [
    'a range of four is told port by port',
    [web, open('{port: 80, endPort: 83}')],
    ['TCP 80', 'TCP 81', 'TCP 82', 'TCP 83'],
  ],
  ['neighbours that two rules name are told one by one', [web, open('{port: 80}, {port: 81}')], ['TCP 80', 'TCP 81']],
  ['a rule for all ports names none', [web, open('{protocol: UDP}')], ['TCP all ports']],
  [
    'a name stands for the port that has it',
    [withPorts('{name: http, containerPort: 8080}'), open('{port: http}')],
    ['TCP 8080'],
  ],
  [
    'rules of egress open no port of the workload',
    [web, policy('out', '{podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: 443}]}]}')],
    ['TCP all ports'],
  ],
])('%s', (_, objects, rows) => {
  expect(told(...objects)).toEqual(rows);
});

test('ports that are needed come first, and cover others in their range', () => {
  const need = neededPorts('taskmanager', { profile: 'headrace', namespace: 'shop' }).filter((p) => p.stop > p.start);
  const [range] = need;
  if (!range) throw new Error('a TaskManager listens on a range');
  const inside = `{containerPort: ${range.start + 1}}`;
  const rows = portsOfWorkload(world(withPorts('{containerPort: 80}', inside)), 0, need).map(portText);
  expect(rows).toEqual([...need.map(portText), 'TCP 80']);
});

test('a workload with very many ports has no more rows than are read', () => {
  const many = Array.from({ length: portBound + 5 }, (_, i) => `{port: ${1000 + 10 * i}}`).join(', ');
  expect(told(web, open(many))).toHaveLength(portBound);
});

test.each([
  ['none', [], ['TCP all ports']],
  ['a number', [{ port: 443 }], ['TCP 443']],
  ['a range', [{ port: 80, endPort: 89 }], ['TCP 80-89']],
  ['two protocols', [{ port: 53 }, { port: 53, protocol: 'UDP' as const }], ['TCP 53', 'UDP 53']],
  ['the same twice', [{ port: 443 }, { port: 443, protocol: 'TCP' as const }], ['TCP 443']],
  ['a name, which means nothing outside', [{ port: 'http' }], ['TCP all ports']],
  ['a name and a number', [{ port: 'http' }, { port: 443 }], ['TCP 443']],
])('the rows of an address outside where rules name %s', (_, named, rows) => {
  expect(portsOfRules(named).map(portText)).toEqual(rows);
});
