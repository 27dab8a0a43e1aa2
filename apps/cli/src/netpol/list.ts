import {
  type CompiledPolicies,
  describePorts,
  type Focus,
  isAll,
  type ListedPair,
  type ListRow,
  listRows,
  type PortRange,
  summedUp,
  workloadKey,
} from '@headrace/netpol';
import { layoutOf, pictureOf, printSvg, type Shown } from '@headrace/netpol/picture';
import { printableJson } from '@headrace/text';
import { jsonRows, markdownRows, tableRows, writeAll, yamlRows } from '../rows.ts';
import { print } from '../terminal.ts';
import { answered } from './answered.ts';
import { type FocusOptions, focusOf } from './focus.ts';
import type { PrintOptions } from './output.ts';
import { compiledFrom, requireObjects, sayUnknown } from './source.ts';

export interface ListOptions extends Omit<PrintOptions, 'output'>, FocusOptions {
  readonly output: PrintOptions['output'] | 'svg';
}

/**
 * `headrace netpol list`: who may reach whom. For people pairs are summed up (`every workload`, `everywhere but …`); programs
 * get every pair, a row for each protocol; or a picture of all. Rows are written as they are found.
 */
export async function list(path: string | undefined, options: ListOptions): Promise<number> {
  const { output } = options;
  const found = await compiledFrom(path, options);
  requireObjects(options, found);
  const { compiled, read, name } = found;
  const focus = focusOf({ compiled, services: read.world.services, where: name }, options);
  sayUnknown(found);
  const shown = shownBy(compiled, focus);
  if (output === 'svg') print(printSvg(layoutOf(pictureOf(compiled, shown)), `Who may reach whom: ${name}`));
  else if (output === 'json') await writeAll(jsonRows(listRows(compiled, focus), rowToJson()));
  else if (output === 'yaml') await writeAll(yamlRows(listRows(compiled, focus)));
  else if (output === 'markdown') await writeAll(markdownRows(titles, cells(summedUp(compiled, focus))));
  else await writeAll(tableRows(columnsOf(compiled), cells(summedUp(compiled, focus))));
  return answered(0, read);
}

/** A picture has the workloads that a focus names. */
function shownBy({ index }: CompiledPolicies, { from, to, namespaces }: Focus): Shown {
  const all = new Set([...(from ?? []), ...(to ?? [])].map((i) => index.workloads[i]));
  return (workload) =>
    (all.size === 0 || all.has(workload)) && (namespaces === undefined || namespaces.has(workload.namespace));
}

const titles = ['from', 'to', 'verdict', 'ports'] as const;

function* cells(pairs: Iterable<ListedPair>): Generator<string[]> {
  for (const { from, to, verdict, ports } of pairs)
    yield [from, to, verdict, isAll(ports) ? 'every port' : describePorts(ports)];
}

/** As wide as the names of workloads: what the table will hold is not known when its first row is written. */
function columnsOf({ index }: CompiledPolicies) {
  const width = index.workloads.reduce((most, w) => Math.max(most, workloadKey(w).length), 'every workload'.length);
  const widths = { from: width, to: width, verdict: 'allowed'.length, ports: 0 };
  return titles.map((title) => ({ title: title.toUpperCase(), width: widths[title] }));
}

/** Millions of rows have few different texts: each is made once. */
function rowToJson(): (row: ListRow) => string {
  const names = new Map<string, string>();
  const ports = new Map<readonly PortRange[], string>();
  const textOf = <K>(known: Map<K, string>, key: K) => {
    const text = known.get(key) ?? printableJson(key);
    // Ports of restricted pairs are other objects each time.
    if (known.size < 100_000) known.set(key, text);
    return text;
  };
  return ({ from, to, protocol, ports: ranges, verdict }) =>
    `{"from":${textOf(names, from)},"to":${textOf(names, to)},"protocol":"${protocol}","ports":${textOf(ports, ranges)},"verdict":"${verdict}"}`;
}
