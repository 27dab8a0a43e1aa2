import { components, type Listener } from '@headrace/topology';
import { expect, test } from 'vitest';
import { allPorts, noPorts, type PortSet, ports, type Reach, union } from '../index.ts';
import type { GridState } from './grid.ts';
import { type CellFacts, stateOf } from './state.ts';

const [listener]: readonly Listener[] = components.jobmanager.listens;
const needOf = (...callers: ('backend' | 'anyone')[]) => ({
  listener: listener ?? expect.fail('a JobManager listens'),
  ranges: [],
  callers: new Set(callers),
});
const sure = (allowed: PortSet): Reach => ({ allowed, possible: allowed });
const maybe = (allowed: PortSet, possible: PortSet): Reach => ({ allowed, possible });
const all = ports('TCP', 80, 89);
const half = ports('TCP', 80, 84);

/** Ports 80 to 89 of TCP, which nobody needs and of which nothing is known. */
const facts = (more: Partial<CellFacts>): CellFacts => ({
  port: { protocol: 'TCP', start: 80, stop: 89, need: undefined },
  reached: sure(noPorts),
  byAnyone: noPorts,
  caller: undefined,
  known: false,
  ...more,
});
const needed = { port: { ...facts({}).port, need: needOf('backend') }, caller: 'backend' as const, known: true };
const neededByAll = { port: { ...facts({}).port, need: needOf('anyone') }, known: true };

test.each<[string, Partial<CellFacts>, GridState]>([
  ['nothing is allowed and nobody needs it', {}, 'denied'],
  ['nothing is allowed and the caller needs it', needed, 'missing'],
  ['nothing is allowed and another component needs it', { ...needed, caller: 'ui' }, 'denied'],
  ['only other ports are allowed', { reached: sure(ports('TCP', 443)) }, 'denied'],
  ['the same ports of another protocol are allowed', { reached: sure(ports('UDP', 80, 89)) }, 'denied'],
  ['all is allowed and needed', { ...needed, reached: sure(all) }, 'allowed'],
  ['all is allowed, and what is needed is not known', { reached: sure(all) }, 'allowed'],
  ['all is allowed, and nothing of the installation needs it', { reached: sure(all), known: true }, 'wide'],
  ['some is allowed and nobody needs it', { reached: sure(half) }, 'partly'],
  ['some is allowed and the caller needs all', { ...needed, reached: sure(half) }, 'missing'],
  ['all is open to anyone, and what is needed is not known', { reached: sure(all), byAnyone: all }, 'open'],
  ['all is open to anyone, and nothing needs it', { reached: sure(all), byAnyone: allPorts, known: true }, 'wide'],
  ['all is open to anyone, who needs it', { ...neededByAll, reached: sure(all), byAnyone: all }, 'open'],
  ['the outside may call what is for anyone', { ...neededByAll, reached: sure(all), caller: 'anyone' }, 'open'],
  ['the outside may not call what is for anyone', { ...neededByAll, caller: 'anyone' }, 'missing'],
  ['it is open to anyone in part, and to the caller as a whole', { reached: sure(all), byAnyone: half }, 'allowed'],
  ['all may be allowed', { reached: maybe(noPorts, all) }, 'unknown'],
  ['some is allowed and the rest may be', { reached: maybe(half, all) }, 'unknown'],
  ['some may be allowed and the rest is not', { reached: maybe(noPorts, half) }, 'unknown'],
  ['some may be allowed, and the caller needs all', { ...needed, reached: maybe(noPorts, half) }, 'missing'],
  ['all may be allowed, and the caller needs it', { ...needed, reached: maybe(noPorts, all) }, 'unknown'],
  ['all is allowed, and more may be', { reached: maybe(all, union(all, ports('TCP', 443))) }, 'allowed'],
])('where %s', (_, more, state) => {
  expect(stateOf(facts(more))).toBe(state);
});
