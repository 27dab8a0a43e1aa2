import { components, connectionKinds } from '@headrace/topology';
import { positionOf, readYaml, toData } from '@headrace/yaml';
import { isMapped, parseAddress } from '../address/address.ts';
import type { EgressConnection, EgressTarget } from '../generate/egress-connection.ts';
import type { Finding } from '../model/diagnostic.ts';
import type { Path } from '../model/world.ts';
import { readBlock } from './ip-block.ts';
import { isHostName } from './names.ts';
import { Report } from './report.ts';
import { readLabels } from './selector.ts';
import { readBounds, type SourceFile } from './source-file.ts';

type Kind = EgressConnection['kind'];
const fields = ['name', 'kind', 'description', 'bootstrapServers', 'security', 'addresses', 'cidrs', 'podLabels'];

/**
 * Reads registered connections for egress: a list of `{name, kind, addresses: [host:port, …]}`; a Kafka cluster may say
 * `bootstrapServers` instead, as `npm start` writes it. `cidrs` and `podLabels` say who is behind the host. What stands in the
 * place of an address is never said again: it may be a URL with a password.
 */
export function readConnections({ file, text }: SourceFile): {
  connections: EgressConnection[];
  findings: readonly Finding[];
} {
  const yaml = readYaml(text, { ...readBounds, of: 'a list of connections' });
  const fault = (f: { code: string; message: string; line: number; column: number }) => ({
    connections: [],
    findings: [
      {
        code: f.code.replace('document/', 'read/'),
        severity: 'error' as const,
        message: f.message,
        fix: 'Correct the file there.',
        place: { file, line: f.line, column: f.column },
      },
    ],
  });
  if ('code' in yaml) return fault(yaml);
  const report = new Report((path: Path) => ({ file, ...positionOf(yaml, path) }), { quotes: false });
  const list = report.list(toData(yaml), [], 'The file') ?? [];
  const connections = list.flatMap((value, i) => {
    const place = { file, ...positionOf(yaml, [i]) };
    const connection = readOne(value, [i], report);
    return connection ? [{ ...connection, place }] : [];
  });
  return { connections, findings: report.findings };
}

function readOne(value: unknown, path: Path, report: Report): EgressConnection | undefined {
  const object = report.object(value, path, 'A connection', fields);
  if (!object) return undefined;
  const { name } = object;
  const kind = connectionKinds.find((k) => k === object.kind);
  if (typeof name !== 'string' || name === '')
    report.error('no-name', path, 'This connection has no name.', 'Add name:.');
  if (!kind)
    report.error(
      'connection-kind',
      [...path, 'kind'],
      'This is no kind of connection.',
      `Use one of ${connectionKinds.join(', ')}.`,
    );
  // One that newer API servers refuse is refused here too: what is generated should be taken everywhere.
  const cidrs = (report.list(object.cidrs, [...path, 'cidrs'], 'cidrs') ?? []).flatMap((cidr, i) =>
    readBlock(cidr, [...path, 'cidrs', i], 'This', report, 'error') && typeof cidr === 'string' ? [cidr] : [],
  );
  const podLabels = readLabels(object.podLabels, [...path, 'podLabels'], 'podLabels', report);
  if (!kind || typeof name !== 'string') return undefined;
  const who = {
    ...(cidrs.length > 0 ? { cidrs } : {}),
    ...(Object.keys(podLabels).length > 0 ? { podLabels } : {}),
  };
  const targets = addressesOf(object, kind, path, report).map((target) => ({ ...target, ...who }));
  return targets.length === 0 ? undefined : { name, kind, targets };
}

function addressesOf(object: Record<string, unknown>, kind: Kind, path: Path, report: Report): EgressTarget[] {
  const bootstrap = typeof object.bootstrapServers === 'string' ? object.bootstrapServers.split(',') : [];
  const listed = report.list(object.addresses, [...path, 'addresses'], 'addresses') ?? [];
  const all = [...bootstrap, ...listed];
  if (all.length === 0)
    report.error(
      'no-address',
      path,
      'This connection says no address.',
      'Add addresses: with host:port of each server.',
    );
  const example = `host.example.com:${usualPort(kind)}`;
  return all.flatMap((value, i) => {
    const text = typeof value === 'string' ? value.trim() : '';
    const target = targetOf(text, kind);
    if (target) return [target];
    const at = [...path, ...(i < bootstrap.length ? ['bootstrapServers'] : ['addresses', i - bootstrap.length])];
    if (/@|:\/\//.test(text))
      report.error(
        'more-than-an-address',
        at,
        'This says more than a host and a port. It is not repeated here, since it may hold a password.',
        `Write the host and the port only, as ${example}: no scheme, no user, no password.`,
      );
    else
      report.error(
        'not-an-address',
        at,
        `This is ${report.kindOf(value)}, which is no host and port.`,
        `Write it as ${example}, 192.0.2.1:${usualPort(kind)} or [fd00::1]:${usualPort(kind)}.`,
      );
    return [];
  });
}

const usualPort = (kind: Kind): number => components[kind].listens[0].port;

/** `host:port`, `[address]:port`, or a host alone with the usual port of its kind. */
function targetOf(text: string, kind: Kind): EgressTarget | undefined {
  const [, inBrackets, name, digits] = /^(?:\[([^[\]]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const host = inBrackets ?? name;
  const port = digits === undefined ? usualPort(kind) : Number(digits);
  if (host === undefined || port < 1 || port > 65_535) return undefined;
  const address = parseAddress(host);
  const known = address ? !isMapped(address) : inBrackets === undefined && isHostName(host);
  return known && (address?.family === 6) === (inBrackets !== undefined) ? { host, port } : undefined;
}
