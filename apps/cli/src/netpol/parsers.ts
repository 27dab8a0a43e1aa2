import {
  isNamespaceName,
  labelOf,
  type Peer,
  type Protocol,
  parseApiAddress,
  protocols,
  restCallerOf,
} from '@headrace/netpol';
import { InvalidArgumentError } from 'commander';

export function port(text: string): number {
  const number = Number(text);
  if (!/^\d{1,5}$/.test(text) || number < 1 || number > 65_535)
    throw new InvalidArgumentError('Write a port from 1 to 65535.');
  return number;
}

/** In letters of either case. */
export function protocol(text: string): Protocol {
  const known = protocols.find((p) => p === text.toUpperCase());
  if (!known) throw new InvalidArgumentError(`Write one of ${protocols.join(', ')}.`);
  return known;
}

export function label(text: string): { key: string; value: string } {
  const found = labelOf(text);
  if (!found) throw new InvalidArgumentError('Write a label as app=prometheus.');
  return found;
}

export function namespace(text: string): string {
  if (!isNamespaceName(text))
    throw new InvalidArgumentError(
      'Write the name of a namespace: at most 63 lower-case letters, digits and dashes, a letter or digit at both ends.',
    );
  return text;
}

/** A namespace, one more of them; one that is named twice is read once. */
export const namespaces = (text: string, before: readonly string[] = []): readonly string[] => [
  ...new Set([...before, namespace(text)]),
];

/** An address of the API server, one more of them. */
export function apiAddress(text: string, before: readonly string[] = []): readonly string[] {
  if (!parseApiAddress(text))
    throw new InvalidArgumentError('Write addresses as 10.96.0.1 192.168.1.10:16443 [fd00::1]:16443.');
  return [...before, text];
}

/** Who may call the REST API of Flink, one more of them. */
export function restCaller(text: string, before: readonly Peer[] = []): readonly Peer[] {
  const peer = restCallerOf(text);
  if (!peer) throw new InvalidArgumentError('Write the name of a namespace, or a block of addresses as 10.0.0.0/8.');
  return [...before, peer];
}

/** An image named by its digest: what runs in the cluster is then what somebody has looked at, whatever a tag says later. */
export function imageByDigest(text: string): string {
  if (!/^[a-z0-9][\w.\-/:]*@sha256:[0-9a-f]{64}$/.test(text) || text.length > 500)
    throw new InvalidArgumentError(
      'Name the image by its digest, as busybox@sha256:… with 64 digits: docker buildx imagetools inspect busybox says it.',
    );
  return text;
}

/** A whole number of seconds, up to a minute. */
export function seconds(text: string): number {
  if (!/^\d{1,2}$/.test(text) || Number(text) < 1 || Number(text) > 60)
    throw new InvalidArgumentError('Write seconds from 1 to 60.');
  return Number(text);
}

/** An option that may be given several times. */
export const several =
  <T>(parse: (text: string) => T) =>
  (text: string, before: readonly T[]): readonly T[] => [...before, parse(text)];
