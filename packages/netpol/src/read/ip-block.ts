import { type Block, covers, hasFreeBits, isMapped, parseBlock } from '../address/address.ts';
import type { IpBlock } from '../model/policy.ts';
import type { Path } from '../model/world.ts';
import type { Report } from './report.ts';

/** An `ipBlock`: its cidr, and exceptions that are true parts of it. */
export function readIpBlock(value: unknown, path: Path, report: Report): IpBlock {
  const fields = report.object(value, path, 'ipBlock', ['cidr', 'except']) ?? {};
  const cidr = typeof fields.cidr === 'string' ? fields.cidr : '';
  const block = readBlock(fields.cidr, [...path, 'cidr'], 'The cidr', report);
  const list = report.list(fields.except, [...path, 'except'], 'except') ?? [];
  for (const [i, text] of list.entries()) {
    const inner = readBlock(text, [...path, 'except', i], 'This exception', report);
    if (inner && block && (!covers(block, inner) || (inner.first === block.first && inner.last === block.last)))
      report.error(
        'except-outside',
        [...path, 'except', i],
        `${String(text)} is not a part of ${cidr}.`,
        'An exception is a smaller block within the cidr.',
      );
  }
  return { cidr, ...(list.length > 0 ? { except: list.filter((text) => typeof text === 'string') } : {}) };
}

/** A block of addresses, as the API server takes one. `ofOld`: what to call one that only older API servers take. */
export function readBlock(
  value: unknown,
  path: Path,
  what: string,
  report: Report,
  ofOld: 'warn' | 'error' = 'warn',
): Block | undefined {
  const text = typeof value === 'string' ? value : undefined;
  const block = text === undefined ? undefined : parseBlock(text);
  if (text === undefined || !block || isMapped(block)) {
    report.error(
      'not-a-cidr',
      path,
      `${what} is ${report.kindOf(value)}, which is no block of addresses.`,
      'Write it as 10.0.0.0/8 or fd00::/8.',
    );
    return undefined;
  }
  if (hasFreeBits(text))
    report[ofOld](
      'address-in-block',
      path,
      `${what} ${text} says more of the address than its length: older API servers take it for the whole block, and from Kubernetes 1.36 on they refuse it.`,
      'Write the first address of the block, or /32 (IPv6: /128) for one address.',
    );
  return block;
}
