import { counted } from '@headrace/text';
import type { Caller, ComponentName } from '@headrace/topology';
import { type GenerateOptions, noPorts, ports as portsFrom, type Workload } from '../index.ts';
import { componentOf } from '../installation/index.ts';
import { anyone, isAnyone, isSameEndpoint, type MatrixEndpoint } from './endpoints.ts';
import { anyoneEntity, entitiesOf, entityBound, isSought, type MatrixEntity, outsideEntity } from './entities.ts';
import type { Grid, GridCell, GridRow, GridState } from './grid.ts';
import type { MatrixInput } from './matrix-input.ts';
import { limitsOf } from './openness.ts';
import { blockBound } from './outside-blocks.ts';
import type { PolicyEvaluator } from './policy-evaluator.ts';
import { neededPorts, portBound, portsOfRules, portsOfWorkload, type RowPort } from './ports.ts';
import { stateOf } from './state.ts';

/** A target with its ports, before anybody is asked for. */
interface Target {
  readonly entity: MatrixEntity;
  readonly ports: readonly RowPort[];
  readonly known: boolean;
}

/**
 * The matrix of an input: a row for each port of each target, a column for each caller. A search keeps the entities that match it, and
 * those that may call them or be called by them.
 *
 * @param evaluators of `input.now` and `input.seen`; the same one without "what if"
 */
export function gridOf(input: MatrixInput, evaluators: Evaluators): Grid {
  const cells = new Cells(input, evaluators);
  const isCalled = ({ end }: MatrixEntity) => !('workload' in end && input.onlyCalls.has(end.workload));
  const entities = entitiesOf(input);
  const all = entities.filter((p) => isSought(p, input));
  const sought = all.slice(0, entityBound);
  const outside = [...input.targets.map((target) => outsideTarget(target, input.options)), ...calledOutside(input)];
  const targetsOf = (some: readonly MatrixEntity[]) => some.filter(isCalled).map((p) => workloadTarget(p, input));
  const targets = [...targetsOf(sought), ...outside.filter((t) => isSought(t.entity, input))];
  const others = entities.filter((p) => !isSought(p, input));
  const callers = [...sought, ...firstOf(others, (p) => targets.some((t) => cells.meet(p, t)))];
  const called = firstOf([...targetsOf(others), ...outside.filter((t) => !isSought(t.entity, input))], (t) =>
    sought.some((p) => cells.meet(p, t)),
  );
  // Those whom the policies should keep out are looked at first.
  const blocks = callingOutside(input, (entity) => targets.some((target) => cells.meet(entity, target)));
  const columns = [anyoneEntity, ...blocks, ...callers.filter((p) => !isCalled(p)), ...callers.filter(isCalled)];
  const ports = [...targets, ...called].flatMap((target) => target.ports.map((port) => ({ target, port })));
  const rows = ports.slice(0, rowBound).map(({ target, port }) => cells.row(target, port, columns));
  return {
    callers: columns.map(({ title, subtitle, end }) => ({ title, subtitle, end })),
    rows,
    counts: tally(rows),
    leftOut: [
      ...leftOut(all.length - sought.length, 'group of workloads', 'groups of workloads'),
      ...leftOut(ports.length - rows.length, 'port', 'ports'),
      ...(Math.max(input.blocks.calling.length, input.blocks.called.length) > blockBound
        ? [`Of the blocks of addresses that rules name, ${blockBound} of each direction are shown.`]
        : []),
      ...(targets.some((t) => t.ports.length === portBound)
        ? [`Of a workload with very many ports the first ${portBound} are shown.`]
        : []),
    ],
  };
}

/** Blocks of addresses as callers, as far as they may call what is looked at. */
const callingOutside = ({ blocks }: MatrixInput, meets: (entity: MatrixEntity) => boolean): MatrixEntity[] =>
  blocks.calling
    .slice(0, blockBound)
    .map(({ title, end }) => outsideEntity(title, end))
    .filter(meets);

/** What pods of files may call outside: blocks that rules name, and anyone. Of an installation the targets are known. */
function calledOutside({ blocks, targets }: MatrixInput): Target[] {
  if (targets.length > 0) return [];
  const target = (title: string, end: MatrixEndpoint, ports: readonly RowPort[]): Target => ({
    entity: outsideEntity(title, end),
    ports,
    known: false,
  });
  return [
    ...blocks.called.slice(0, blockBound).map(({ title, end, ports }) => target(title, end, portsOfRules(ports))),
    target('Anyone outside', anyone, portsOfRules([])),
  ];
}

/** Rows in all: with as many columns as there may be, what is drawn and counted at once. */
const rowBound = 2000;

const leftOut = (count: number, one: string, many: string): string[] =>
  count > 0
    ? [`${counted(count, `more ${one} is`, `more ${many} are`)} left out: choose a namespace, or search for a name.`]
    : [];

/** As many as there is room for, without asking about the rest. */
function firstOf<T>(some: readonly T[], holds: (one: T) => boolean): T[] {
  const found: T[] = [];
  for (const one of some) {
    if (found.length === entityBound) break;
    if (holds(one)) found.push(one);
  }
  return found;
}

export interface Evaluators {
  readonly now: PolicyEvaluator;
  readonly seen: PolicyEvaluator;
}

class Cells {
  private readonly options: GenerateOptions | undefined;
  private readonly evaluators: Evaluators;
  private readonly components = new Map<Workload, ComponentName | undefined>();

  constructor({ options }: MatrixInput, evaluators: Evaluators) {
    this.options = options;
    this.evaluators = evaluators;
  }

  row(target: Target, port: RowPort, callers: readonly MatrixEntity[]): GridRow {
    const { entity } = target;
    return {
      title: entity.title,
      namespace: entity.namespace,
      end: entity.end,
      protocol: port.protocol,
      start: port.start,
      stop: port.stop,
      why: port.need?.listener.reason ?? '',
      without: port.need?.listener.without ?? '',
      cells: callers.map((from) => this.cell(from, target, port)),
    };
  }

  /** Whether a caller has to do with a target at all. */
  meet(from: MatrixEntity, target: Target): boolean {
    const states = target.ports.map((port) => this.ask(this.evaluators.seen, from, target, port));
    return states.some((state) => state !== 'denied' && state !== 'none');
  }

  private cell(from: MatrixEntity, target: Target, port: RowPort): GridCell {
    const { now, seen } = this.evaluators;
    const state = this.ask(seen, from, target, port);
    const was = now === seen ? state : this.ask(now, from, target, port);
    const isOpen = state !== 'denied' && state !== 'missing' && state !== 'none';
    const openness = isOpen ? seen.openness(from.end, target.entity.end, portsOf(port)) : undefined;
    return { state, was: was === state ? undefined : was, limits: openness ? limitsOf(openness) : '' };
  }

  private ask(evaluator: PolicyEvaluator, from: MatrixEntity, { entity, known }: Target, port: RowPort): GridState {
    const caller = this.callerOf(from);
    const same = isSameEndpoint(from.end, entity.end);
    if (same && from.other === undefined && from.workload?.kind === 'Pod') return 'none';
    const asked = portsOf(port);
    const reached = evaluator.reached(same ? (from.other ?? from.end) : from.end, entity.end, asked);
    if (entity.workload) {
      // To anyone else a port is open only if it is to all: over whatever family of addresses they come.
      const open = evaluator.openness(anyone, entity.end, asked);
      const byAnyone = (isAnyone(from.end) ? open?.ports : open?.forAll) ?? noPorts;
      return stateOf({ port, reached, byAnyone, caller, known });
    }
    // Policies of the cluster do not decide about connections between others outside.
    if (!from.workload) return 'none';
    return stateOf({ port, reached, byAnyone: noPorts, caller, known: known && caller !== undefined });
  }

  private callerOf({ workload, end }: MatrixEntity): Caller | undefined {
    // A block is not everybody: what is meant for everybody it needs as well, and nothing else.
    if (!workload) return isAnyone(end) || this.options ? 'anyone' : undefined;
    const { options } = this;
    if (!options) return undefined;
    if (!this.components.has(workload)) this.components.set(workload, componentOf(workload, options));
    return this.components.get(workload);
  }
}

const portsOf = ({ protocol, start, stop }: RowPort) => portsFrom(protocol, start, stop);

function workloadTarget(entity: MatrixEntity, { seen, options }: MatrixInput): Target {
  const component = options && entity.workload && componentOf(entity.workload, options);
  const needed = options && component ? neededPorts(component, options) : [];
  const workload = 'workload' in entity.end ? entity.end.workload : 0;
  return { entity, ports: portsOfWorkload(seen, workload, needed), known: component !== undefined };
}

function outsideTarget(
  { component, title, end, port }: MatrixInput['targets'][number],
  options: MatrixInput['options'],
): Target {
  const needed = options ? neededPorts(component, options) : [];
  const ports = needed.map((p) => (port === undefined ? p : { ...p, start: port, stop: port }));
  const entity = { title, subtitle: component, namespace: 'outside', end, other: undefined, workload: undefined };
  return { entity, ports: port === undefined ? ports : ports.slice(0, 1), known: true };
}

function tally(rows: readonly GridRow[]): Record<GridState, number> {
  const counts: Record<GridState, number> = {
    missing: 0,
    wide: 0,
    open: 0,
    unknown: 0,
    partly: 0,
    allowed: 0,
    denied: 0,
    none: 0,
  };
  for (const { cells } of rows) for (const { state } of cells) counts[state]++;
  return counts;
}
