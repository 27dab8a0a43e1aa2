import { type PolicyPort, protocols } from '../model/policy.ts';
import type { Path } from '../model/world.ts';
import { isMissing, kindAtStart, kindOf, type Report } from './report.ts';
import { isPortName, isPortNumber } from './values.ts';

export function readPort(value: unknown, path: Path, report: Report): PolicyPort {
  // `- ` alone is every port of TCP, as `- {}`.
  const { protocol, port, endPort } = report.object(value ?? {}, path, 'A port', ['protocol', 'port', 'endPort']) ?? {};
  const known = protocols.find((p) => p === (protocol ?? 'TCP'));
  if (!known)
    report.error(
      'protocol',
      [...path, 'protocol'],
      `${kindAtStart(protocol)} is no protocol of policies.`,
      'Use TCP, UDP or SCTP.',
    );
  if (!isMissing(port) && !isPortNumber(port) && !isPortName(port))
    report.error(
      'not-a-port',
      [...path, 'port'],
      `The port is ${kindOf(port)}.`,
      "Use a number from 1 to 65535, or the name of a container's port.",
    );
  if (!isMissing(endPort) && !isPortNumber(port))
    report.error(
      'end-port',
      [...path, 'endPort'],
      'endPort stands beside a port that is no number.',
      'Name the first port of the range as a number in port.',
    );
  else if (!isMissing(endPort) && isPortNumber(port) && (!isPortNumber(endPort) || endPort < port))
    report.error(
      'end-port',
      [...path, 'endPort'],
      `endPort is ${kindOf(endPort)}, and the range begins at ${String(port)}.`,
      'Use a number from port up to 65535.',
    );
  return {
    ...(known && !isMissing(protocol) ? { protocol: known } : {}),
    ...(isPortNumber(port) || isPortName(port) ? { port } : {}),
    ...(isPortNumber(endPort) ? { endPort } : {}),
  };
}
