import { type Protocol, protocols } from '../model/policy.ts';
import type { Path } from '../model/world.ts';
import { isMissing, isObject, kindAtStart, kindOf, type Report } from './report.ts';

/** A value that the API server must take as it stands, and where it stands. */
interface Value {
  readonly value: unknown;
  /** For sentences: `containerPort`. */
  readonly what: string;
  readonly path: Path;
}

export const isPortNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65_535;

/** A name as containers give their ports: at most 15 lower-case letters, digits and single dashes, a letter among them. */
export const isPortName = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= 15 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value) && /[a-z]/.test(value);

/** Says that a port is no number from 1 to 65535. A left out one, and 0 where that means none, are fine. */
function checkPort({ value, what, path }: Value, report: Report, may: { readonly beZero: boolean }): void {
  if (isMissing(value) || isPortNumber(value) || (may.beZero && value === 0)) return;
  const meant = typeof value === 'string' && /^\d+$/.test(value) && isPortNumber(Number(value));
  report.error(
    'not-a-port',
    path,
    `${what} is ${kindOf(value)}: no API server takes it.`,
    meant ? `Write it without quotes: ${value}.` : 'Write a whole number from 1 to 65535, without quotes.',
  );
}

/** Says that a protocol is none. A left out one is TCP. */
function checkProtocol({ value, path }: Value, report: Report): void {
  if (isMissing(value) || value === '' || protocols.some((p) => p === value)) return;
  const meant = typeof value === 'string' ? protocols.find((p): p is Protocol => p === value.toUpperCase()) : undefined;
  report.error(
    'protocol',
    path,
    `${kindAtStart(value)} is no protocol: no API server takes it.`,
    meant ? `Write ${meant}, in capital letters.` : `Use ${protocols.join(', ')}.`,
  );
}

/**
 * Says what no API server takes of the ports that the containers of a pod declare.
 * Source: validateContainerPorts in pkg/apis/core/validation of Kubernetes 1.37, and the types that its decoder wants
 */
export function checkContainerPorts(spec: Record<string, unknown>, path: Path, report: Report): void {
  const onNode = new Set<string>();
  for (const field of ['containers', 'initContainers']) {
    const containers = Array.isArray(spec[field]) ? spec[field] : [];
    for (const [i, container] of containers.entries()) {
      if (!isObject(container)) continue;
      const at = [...path, field, i, 'ports'];
      const names = new Set<unknown>();
      for (const [n, port] of (report.list(container.ports, at, 'ports') ?? []).entries()) {
        checkContainerPort(port, [...at, n], spec.hostNetwork === true, names, report);
        if (field === 'containers') checkOnNode(port, [...at, n], spec.hostNetwork === true, onNode, report);
      }
    }
  }
}

/** A port of the node is there once; on the network of the node each port of a container is one. */
function checkOnNode(value: unknown, path: Path, isOnHost: boolean, onNode: Set<string>, report: Report): void {
  if (!isObject(value)) return;
  const { hostPort, containerPort, protocol, hostIP } = value;
  const port = isPortNumber(hostPort) ? hostPort : isOnHost ? containerPort : undefined;
  if (!isPortNumber(port)) return;
  const key = `${hostIP || ''} ${protocol || 'TCP'} ${port}`;
  if (onNode.has(key))
    report.error(
      'host-port-twice',
      path,
      `Two ports of the pod are ${protocol || 'TCP'} ${port} of the node: no API server takes that.`,
      'Give one of them another port.',
    );
  onNode.add(key);
}

function checkContainerPort(value: unknown, path: Path, isOnHost: boolean, names: Set<unknown>, report: Report): void {
  const port = report.object(value, path, 'A port of a container');
  if (!port) return;
  const { containerPort, hostPort, protocol, name } = port;
  const of = (what: string, of: unknown): Value => ({ value: of, what, path: [...path, what] });
  if (isMissing(containerPort))
    report.error('no-port', path, 'A port of a container has no containerPort: no API server takes it.', 'Add it.');
  checkPort(of('containerPort', containerPort), report, { beZero: false });
  checkPort(of('hostPort', hostPort), report, { beZero: true });
  if (isOnHost && isPortNumber(hostPort) && isPortNumber(containerPort) && hostPort !== containerPort)
    report.error(
      'host-port',
      [...path, 'hostPort'],
      `hostPort is ${hostPort} and containerPort ${containerPort}: with hostNetwork no API server takes them unless they are equal.`,
      `Leave hostPort out, or write ${containerPort}.`,
    );
  checkProtocol(of('protocol', protocol), report);
  if (isMissing(name) || name === '') return;
  if (!isPortName(name))
    report.error(
      'not-a-port-name',
      [...path, 'name'],
      `The name of a port is ${kindOf(name)}: no API server takes it.`,
      'Write at most 15 lower-case letters, digits and single dashes, with a letter among them.',
    );
  else if (names.has(name))
    report.error(
      'port-name-twice',
      [...path, 'name'],
      `Two ports of one container are called '${name}': no API server takes that.`,
      'Give one of them another name.',
    );
  names.add(name);
}

/**
 * Says what no API server takes of the ports of a Service.
 * Source: validateServicePort in pkg/apis/core/validation of Kubernetes 1.37, and the types that its decoder wants
 */
export function checkServicePorts(ports: readonly unknown[], path: Path, report: Report): void {
  const [names, numbers] = [new Set<unknown>(), new Set<string>()];
  for (const [i, value] of ports.entries()) {
    const at = [...path, i];
    const port = report.object(value, at, 'A port of a Service');
    if (!port) continue;
    const of = (what: string): Value => ({ value: port[what], what, path: [...at, what] });
    if (isMissing(port.port))
      report.error('no-port', at, 'A port of a Service has no port: no API server takes it.', 'Add it.');
    checkPort(of('port'), report, { beZero: false });
    checkPort(of('nodePort'), report, { beZero: true });
    checkProtocol(of('protocol'), report);
    checkTarget(of('targetPort'), report);
    checkServicePortName(of('name'), ports.length, names, report);
    const key = `${port.protocol || 'TCP'} ${String(port.port)}`;
    if (isPortNumber(port.port) && numbers.has(key))
      report.error(
        'service-port-twice',
        [...at, 'port'],
        `The Service has ${key} twice: no API server takes that.`,
        'Leave one of them out.',
      );
    numbers.add(key);
  }
}

/** A number, or the name of a port of the pods; 0 and an empty text are the port of the Service itself. */
function checkTarget({ value, what, path }: Value, report: Report): void {
  if (isMissing(value) || value === '' || value === 0 || isPortNumber(value) || isPortName(value)) return;
  const meant = typeof value === 'string' && /^\d+$/.test(value) && isPortNumber(Number(value));
  report.error(
    'not-a-port',
    path,
    `${what} is ${kindOf(value)}: no API server takes it.`,
    meant
      ? `Write it without quotes: ${value}.`
      : 'Write a whole number from 1 to 65535 without quotes, or the name of a port of the pods.',
  );
}

function checkServicePortName({ value, path }: Value, count: number, names: Set<unknown>, report: Report): void {
  const isUnnamed = isMissing(value) || value === '';
  if (isUnnamed && count > 1)
    report.error(
      'no-port-name',
      path.slice(0, -1),
      'A Service with several ports has one without a name: no API server takes it.',
      'Give each port a name.',
    );
  else if (!isUnnamed && !(typeof value === 'string' && /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/.test(value)))
    report.error(
      'not-a-port-name',
      path,
      `The name of a port is ${kindOf(value)}: no API server takes it.`,
      'Write at most 63 lower-case letters, digits and dashes, a letter or digit at both ends.',
    );
  else if (!isUnnamed && names.has(value))
    report.error(
      'port-name-twice',
      path,
      `Two ports of the Service are called '${String(value)}': no API server takes that.`,
      'Give one of them another name.',
    );
  names.add(value);
}
