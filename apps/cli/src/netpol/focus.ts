import {
  type CompiledPolicies,
  type Focus,
  type PortSet,
  type Protocol,
  ports,
  protocols,
  unionOfAll,
} from '@headrace/netpol';
import { UserError } from '@headrace/text';
import { endsNamed, type Named } from './endpoints.ts';

/** What of a list is looked at, as options say it. */
export interface FocusOptions {
  readonly from?: string;
  readonly to?: string;
  readonly namespace: readonly string[];
  readonly port?: string;
}

/** @throws UserError where nobody is called so */
export function focusOf(named: Named, { from, to, namespace, port }: FocusOptions): Focus {
  const numbers = (name: string) =>
    new Set(endsNamed(named, name).flatMap((end) => ('workload' in end ? [end.workload] : [])));
  return {
    ...(from === undefined ? {} : { from: numbers(from) }),
    ...(to === undefined ? {} : { to: numbers(to) }),
    ...(namespace.length === 0 ? {} : { namespaces: new Set(namespace) }),
    ...(port === undefined ? {} : { ports: portsNamed(named.compiled, port) }),
  };
}

/** The numbers that a port has: its own, for each protocol, or those that containers give to the name. */
function portsNamed({ index }: CompiledPolicies, port: string): PortSet {
  const all = index.workloads.flatMap((w) => w.ports.filter((p) => p.name === port));
  const found: readonly (readonly [Protocol, number])[] = /^\d+$/.test(port)
    ? protocols.map((protocol) => [protocol, Number(port)])
    : all.map((p) => [p.protocol, p.port]);
  if (found.length === 0)
    throw new UserError(`No container has a port '${port}'. Write its number, or a name that is there.`);
  return unionOfAll(found.map(([protocol, number]) => ports(protocol, number)));
}
