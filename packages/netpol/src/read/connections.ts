import { components } from '@headrace/topology';
import { positionOf, readYaml, toData } from '@headrace/yaml';
import { parseBlock } from '../address/address.ts';
import type { EgressConnection, EgressTarget } from '../generate/egress-connection.ts';
import type { Finding } from '../model/diagnostic.ts';
import type { Path } from '../model/world.ts';
import { kindOf, Report, readTexts } from './report.ts';
import { readBounds, type SourceFile } from './world.ts';

type Kind = EgressConnection['kind'];
const kinds = Object.keys({
  kafka: 0,
  'schema-registry': 0,
  database: 0,
  'http-api': 0,
  'oidc-issuer': 0,
  'object-store': 0,
} satisfies Record<Kind, number>) as readonly Kind[];
const fields = ['name', 'kind', 'description', 'bootstrapServers', 'addresses', 'cidrs', 'podLabels'];

/**
 * Reads registered connections for egress: a list of `{name, kind, addresses: [host:port, …]}`; a Kafka cluster may say
 * `bootstrapServers` instead, as `npm start` writes it. `cidrs` and `podLabels` say who is behind the host.
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
  const read = toData(yaml);
  if ('code' in read) return fault(read);
  const report = new Report((path: Path) => ({ file, ...positionOf(yaml, path) }));
  const list = report.list(read.data, [], 'The file') ?? [];
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
  const kind = kinds.find((k) => k === object.kind);
  if (typeof name !== 'string' || name === '')
    report.error('no-name', path, 'This connection has no name.', 'Add name:.');
  if (!kind)
    report.error(
      'connection-kind',
      [...path, 'kind'],
      `The kind is ${kindOf(object.kind)}.`,
      `Use one of ${kinds.join(', ')}.`,
    );
  const cidrs = (report.list(object.cidrs, [...path, 'cidrs'], 'cidrs') ?? []).filter((cidr, i) => {
    const known = typeof cidr === 'string' && parseBlock(cidr) !== undefined;
    if (!known)
      report.error(
        'not-a-cidr',
        [...path, 'cidrs', i],
        `This is ${kindOf(cidr)}, which is no block of addresses.`,
        'Write it as 10.0.0.0/8.',
      );
    return known;
  }) as string[];
  const podLabels = readTexts(object.podLabels, [...path, 'podLabels'], 'podLabels', report);
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
  return all.flatMap((text, i) => {
    const target = typeof text === 'string' ? targetOf(text.trim(), kind) : undefined;
    if (target) return [target];
    report.error(
      'not-an-address',
      [...path, bootstrap.length > 0 ? 'bootstrapServers' : 'addresses', i],
      `This is ${kindOf(text)}, which is no host and port.`,
      `Write it as host:${usualPort(kind)} or [fd00::1]:${usualPort(kind)}.`,
    );
    return [];
  });
}

const usualPort = (kind: Kind): number => components[kind].listens[0].port;

/** `host:port`, `[address]:port`, or a host alone with the usual port of its kind. */
function targetOf(text: string, kind: Kind): EgressTarget | undefined {
  const m = /^(?:\[([0-9a-f:.]+)\]|([^\s:/[\]]+))(?::(\d{1,5}))?$/i.exec(text);
  const host = m?.[1] ?? m?.[2];
  const port = m?.[3] === undefined ? usualPort(kind) : Number(m[3]);
  return host === undefined || port < 1 || port > 65_535 ? undefined : { host, port };
}
