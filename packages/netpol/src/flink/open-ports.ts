import { connections } from '@headrace/topology';
import type { Path } from '../model/world.ts';
import type { PortRange } from '../ports/port-set.ts';
import type { Fault } from './described.ts';
import { readPortList } from './port-list.ts';
import type { FlinkSettings } from './settings.ts';

/** Ports on which processes of Flink listen. */
export interface OpenPorts {
  /** By Flink's option, those that are set and make sense. */
  readonly ports: ReadonlyMap<string, readonly PortRange[]>;
  /** Of metrics reporters that are scraped (`metrics.reporter.<name>.port`). */
  readonly metrics: readonly PortRange[];
}

const known = new Set(connections().flatMap(({ listener: l }) => [l.option ?? [], l.bindOption ?? []].flat()));
const reporterPort = /^metrics\.reporter\.([^.]+)\.port$/;
/**
 * Reporters that listen themselves; the port of any other one is that of a server that it sends to.
 * Source: https://nightlies.apache.org/flink/flink-docs-stable/docs/deployment/metric_reporters/
 */
const listening = /\.(?:PrometheusReporter|JMXReporter)(?:Factory)?$/;

export function openPortsOf(settings: FlinkSettings, pathOf: (option: string) => Path, fault: Fault): OpenPorts {
  const ports = new Map<string, readonly PortRange[]>();
  const metrics: PortRange[] = [];
  for (const [option, { text }] of settings) {
    const reporter = reporterPort.exec(option)?.[1];
    if (reporter === undefined && !known.has(option)) continue;
    if (reporter !== undefined && !isScraped(settings, reporter)) {
      fault(
        'push-reporter',
        pathOf(option),
        `${option} is not opened: the reporter ${reporter} sends to that port and does not listen on it.`,
        'Nothing is to be done for what comes in; with --egress register where it sends to.',
        'info',
      );
      continue;
    }
    const read = readPortList(text);
    if ('fault' in read)
      fault(
        'not-a-port',
        pathOf(option),
        `${option} cannot be opened: ${read.fault}.`,
        'Set it to a port, or to a range as 50100-50200.',
      );
    else if (reporter !== undefined) metrics.push(...read.ranges);
    else ports.set(option, read.ranges);
  }
  return { ports, metrics };
}

/** By its class; where none is named, somebody who writes a port means one that is scraped. */
function isScraped(settings: FlinkSettings, reporter: string): boolean {
  const of = (name: string) => settings.get(`metrics.reporter.${reporter}.${name}`)?.text;
  const factory = of('factory.class') ?? of('class');
  return factory === undefined || listening.test(factory);
}
