import { connections } from '@headrace/topology';
import type { Path } from '../model/world.ts';
import type { PortRange } from '../ports/port-set.ts';
import type { Fault } from './described.ts';
import { readPortList, readPortNumber } from './port-list.ts';
import { type PortRule, portRules, reporterRule } from './port-rules.ts';
import type { FlinkSettings } from './settings.ts';

/** Ports on which processes of Flink listen. */
export interface OpenPorts {
  /** By Flink's option, those that are set and make sense. */
  readonly ports: ReadonlyMap<string, readonly PortRange[]>;
  /** Of metrics reporters that are scraped (`metrics.reporter.<name>.port`). */
  readonly metrics: readonly PortRange[];
}

const listeners = connections().map((c) => c.listener);
/** The topology's port of an option, also of the one that is listened on. */
const defaultOf = (option: string): number | undefined =>
  listeners.find((l) => l.option === option || l.bindOption === option)?.port;

const reporterPort = /^metrics\.reporter\.([^.]+)\.port$/;
/**
 * Reporters that listen themselves; the port of any other one is that of a server that it sends to.
 * Source: https://nightlies.apache.org/flink/flink-docs-stable/docs/deployment/metric_reporters/
 */
const listening = /\.(?:PrometheusReporter|JMXReporter)(?:Factory)?$/;

/** What the meaning of options depends on. */
export interface FlinkContext {
  /** Whether the option of the RPC port of highly available JobManagers is in force. */
  readonly isHighlyAvailable: boolean;
  /** As `versionOf` has it. */
  readonly version: number;
}

export function openPortsOf(
  settings: FlinkSettings,
  { isHighlyAvailable, version }: FlinkContext,
  pathOf: (option: string) => Path,
  fault: Fault,
): OpenPorts {
  const ports = new Map<string, readonly PortRange[]>();
  const metrics: PortRange[] = [];
  for (const [name, { text }] of settings) {
    const reporter = reporterPort.exec(name)?.[1];
    if (reporter !== undefined) {
      if (isScraped(settings, reporter)) metrics.push(...(rangesOf(name, text, reporterRule, pathOf, fault) ?? []));
      else sends(name, reporter, pathOf, fault);
      continue;
    }
    const option = optionNamed(name, settings);
    if (option === undefined || (option === haPort && !isHighlyAvailable)) continue;
    const ranges = rangesOf(name, text, ruleOf(option, version), pathOf, fault);
    const replaced = ranges && isZero(ranges) ? replacementOf(portRules[option], option, settings) : ranges;
    if (replaced) ports.set(option, replaced);
  }
  return { ports, metrics };
}

const rulesByName: ReadonlyMap<string, PortRule> = new Map(Object.entries(portRules));

/** The rule of an option in a version of Flink; no advice names an option that takes a list only later. */
function ruleOf(option: Option, version: number): PortRule {
  const rule: PortRule = portRules[option];
  const isOlder = (since: number | undefined) => since !== undefined && version < since;
  if (isOlder(rule.listSince)) return { ...rule, type: 'number' };
  if (rule.rangeIn === undefined || !isOlder(rulesByName.get(rule.rangeIn)?.listSince)) return rule;
  const { rangeIn: _, ...without } = rule;
  return without;
}

type Option = keyof typeof portRules;
const isOption = (name: string): name is Option => Object.hasOwn(portRules, name);
const options = Object.keys(portRules).filter(isOption);
const haPort: Option = 'high-availability.jobmanager.port';

/** The option that a name stands for: its own, or an older one where no newer name is set. */
function optionNamed(name: string, settings: FlinkSettings): Option | undefined {
  return options.find((option) => {
    const { olderNames = [] }: PortRule = portRules[option];
    const names = [option, ...olderNames];
    const at = names.indexOf(name);
    return at >= 0 && !names.slice(0, at).some((newer) => settings.has(newer));
  });
}

const isZero = ([first]: readonly PortRange[]): boolean => first?.end === 0;

/** What the operator puts in the place of 0; undefined where that is what Flink has without the option too. */
function replacementOf({ fixed }: PortRule, option: Option, settings: FlinkSettings): readonly PortRange[] | undefined {
  const same = typeof fixed === 'object' ? settings.get(fixed.option)?.text : undefined;
  const read = same === undefined ? undefined : readPortNumber(same);
  if (read && 'ranges' in read) return read.ranges;
  const port = defaultOf(typeof fixed === 'object' ? fixed.option : option);
  return port === undefined ? undefined : [{ start: port, end: port }];
}

/** The ports of an option as Flink and the operator take them; undefined after saying what is wrong with them. */
function rangesOf(
  name: string,
  text: string,
  { type, fixed, zero, rangeIn }: PortRule,
  pathOf: (option: string) => Path,
  fault: Fault,
): readonly PortRange[] | undefined {
  const read = type === 'number' || fixed ? readPortNumber(text) : readPortList(text);
  const error = (message: string, fix: string) =>
    fault('not-a-port', pathOf(name), `${name} cannot be opened: ${message}.`, fix);
  if (!('fault' in read)) {
    if (!isZero(read.ranges) || fixed) return read.ranges;
    if (zero === 'any-free-port') error('0 means any free port, which no policy can open', 'Set it to one port.');
    else
      error(
        'no container and no Service has port 0, so that the API server refuses the cluster',
        'Set it to one port.',
      );
    return undefined;
  }
  const list = readPortList(text);
  if ('fault' in list)
    error(
      list.fault,
      type === 'number' || fixed ? 'Set it to one port.' : 'Set it to a port, or to a range as 50100-50200.',
    );
  else if (fixed)
    error(
      `on Kubernetes Flink needs one fixed port here and refuses '${text.slice(0, 60)}', so that the cluster does not start`,
      'Set it to one port, or leave it out for the usual one.',
    );
  else
    error(
      `Flink takes one port here and refuses '${text.slice(0, 60)}', so that the cluster does not start`,
      rangeIn === undefined ? 'Set it to one port.' : `Set it to one port; ${rangeIn} takes a range.`,
    );
  return undefined;
}

function sends(name: string, reporter: string, pathOf: (option: string) => Path, fault: Fault): void {
  fault(
    'push-reporter',
    pathOf(name),
    `${name} is not opened: the reporter ${reporter} sends to that port and does not listen on it.`,
    'Nothing is to be done for what comes in; with --egress register where it sends to.',
    'info',
  );
}

/** By its class; where none is named, somebody who writes a port means one that is scraped. */
function isScraped(settings: FlinkSettings, reporter: string): boolean {
  const of = (name: string) => settings.get(`metrics.reporter.${reporter}.${name}`)?.text;
  const factory = of('factory.class') ?? of('class');
  return factory === undefined || listening.test(factory);
}
