import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  components,
  connections,
  gatewayRoutes,
  inbound,
  isOutside,
  type Limit,
  limits,
  outbound,
  portOf,
} from './index.ts';
import { entries } from './lookup.ts';

const root = join(import.meta.dirname, '..', '..', '..');

test('every port that somebody listens on has callers, a reason, and what happens without it', () => {
  for (const [name, { listens }] of entries())
    for (const l of listens) {
      expect(l.callers.length, `${name} ${l.name}`).toBeGreaterThan(0);
      expect(l.reason, `${name} ${l.name}`).not.toBe('');
      expect(l.without, `${name} ${l.name}`).not.toBe('');
    }
});

test('names of listeners are unique within a component', () => {
  for (const [name, { listens }] of entries())
    expect(new Set(listens.map((l) => l.name)).size, name).toBe(listens.length);
});

test('lists each connection once inbound and once outbound', () => {
  expect(outbound('backend').map((c) => `${c.to} ${c.listener.name}`)).toContain('jobmanager rest');
  expect(inbound('jobmanager').map((c) => c.from)).toContain('flink-operator');
  const names = Object.keys(components) as (keyof typeof components)[];
  expect(names.flatMap(inbound)).toEqual(connections());
});

test('distinguishes components outside from pods of the installation', () => {
  expect(isOutside('dns')).toBe(true);
  expect(isOutside('taskmanager')).toBe(false);
});

test('every limit says what to do and why, and refuses with a status that fits', () => {
  for (const [name, limit] of Object.entries(limits) as [string, Limit][]) {
    expect(limit.message, name).toMatch(/^[A-Z].*\.$/);
    expect(limit.why, name).not.toBe('');
    expect(limit.most, name).toBeGreaterThan(0);
    if (limit.per === 'person') expect(limit.answer, name).toBe(429);
    if (limit.answer === 503) expect(limit.retryAfter, name).toBeGreaterThan(0);
  }
});

test('limits each person to less than half of what all may use', () => {
  const of = (name: string) => (limits as Record<string, Limit>)[name];
  for (const [name, { per, most }] of Object.entries(limits))
    if (per === 'person') expect(of(name.replace('OfPerson', ''))?.most, name).toBeGreaterThan(2 * most);
});

test('the longest route comes first', () => {
  expect(gatewayRoutes().map((r) => r.prefix)).toEqual(['/kafka', '/api', '/']);
});

/** Ports that cannot mean anything else where they stand as a number of their own; 53, 443 and 3000 can. */
const telling = [...new Set(connections().map((c) => c.listener.port))].filter(
  (port) => ![53, 443, 3000].includes(port),
);
const spelled = new RegExp(
  `(?<![\\w.])(?:${telling.map((p) => String(p).replace(/(\d)(\d{3})$/, '$1_?$2')).join('|')})(?![\\w.])`,
);

/** Code without comments: examples in a docstring may name a port. */
const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '');

test('no other file spells a port', () => {
  const files = globSync('{packages,apps}/*/src/**/*.{ts,tsx}', { cwd: root }).filter(
    (f) => !f.startsWith('packages/topology/') && !/\.test\.tsx?$|\/cases\/|\/testing\//.test(f),
  );
  expect(files.length).toBeGreaterThan(300);
  const found = files.flatMap((file) => {
    const lines = withoutComments(readFileSync(join(root, file), 'utf8')).split('\n');
    return lines.filter((line) => spelled.test(line)).map((line) => `${file}: ${line.trim()}`);
  });
  expect(found).toEqual([]);
  expect(spelled.test(`port: ${portOf('backend')}`)).toBe(true);
});
