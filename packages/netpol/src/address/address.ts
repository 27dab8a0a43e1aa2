/** An address as a number, so that a block is a range. */
export interface Address {
  readonly family: 4 | 6;
  readonly value: bigint;
}

/** All addresses from `first` to `last` of one family. */
export interface Block {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

const bits = { 4: 32n, 6: 128n } as const;

/**
 * Reads an IPv4 (`10.0.0.1`) or IPv6 address (`fd00::1`); undefined for anything else, leading zeros and zones included.
 * Source: RFC 4291, section 2.2; the API server refuses leading zeros since they mean octal to some.
 */
export function parseAddress(text: string): Address | undefined {
  if (text.includes(':')) return parseIpv6(text);
  const value = ipv4Value(text);
  return value === undefined ? undefined : { family: 4, value };
}

/** The same, and an IPv6 address in brackets too, as it stands before a port (RFC 3986, section 3.2.2). */
export function parseHostAddress(host: string): Address | undefined {
  const inBrackets = host.startsWith('[') && host.endsWith(']') && host.includes(':') ? host.slice(1, -1) : undefined;
  return parseAddress(inBrackets ?? host);
}

function ipv4Value(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((p) => /^(?:0|[1-9]\d{0,2})$/.test(p) && Number(p) < 256)) return undefined;
  return parts.reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
}

function parseIpv6(text: string): Address | undefined {
  if (text.length > 45) return undefined;
  const [before = '', after, more] = text.split('::');
  if (more !== undefined) return undefined;
  const [head, tail] = [groups(before, after === undefined), groups(after ?? '', true)];
  if (!head || !tail) return undefined;
  const missing = 8 - head.length - tail.length;
  if (after === undefined ? missing !== 0 : missing < 1) return undefined;
  const all = [...head, ...Array<bigint>(missing).fill(0n), ...tail];
  return { family: 6, value: all.reduce((sum, group) => (sum << 16n) | group, 0n) };
}

/** The 16-bit groups of one side of `::`; the last two of the address may be written as an IPv4 address. */
function groups(text: string, endsAddress: boolean): bigint[] | undefined {
  if (text === '') return [];
  const found: bigint[] = [];
  const parts = text.split(':');
  for (const [i, part] of parts.entries()) {
    if (/^[0-9a-f]{1,4}$/i.test(part)) found.push(BigInt(`0x${part}`));
    else {
      const last = endsAddress && i === parts.length - 1 ? ipv4Value(part) : undefined;
      if (last === undefined) return undefined;
      found.push(last >> 16n, last & 0xffffn);
    }
  }
  return found;
}

/** Reads a block (`10.0.0.0/8`); bits behind the mask are ignored, as all data paths do. */
export function parseBlock(text: string): Block | undefined {
  const [address = '', length = '', more] = text.split('/');
  const at = parseAddress(address);
  if (!at || more !== undefined || !/^(?:0|[1-9]\d{0,2})$/.test(length) || BigInt(length) > bits[at.family])
    return undefined;
  const free = bits[at.family] - BigInt(length);
  const first = (at.value >> free) << free;
  return { family: at.family, first, last: first | ((1n << free) - 1n) };
}

/** Whether a block is written with bits behind its mask (`10.1.2.3/8`). */
export function hasFreeBits(text: string): boolean {
  const block = parseBlock(text);
  return block !== undefined && parseAddress(text.split('/')[0] ?? '')?.value !== block.first;
}

/** IPv4 addresses written as IPv6 (`::ffff:10.0.0.0/104`), which the API server refuses: data paths read them differently. */
export function isMapped(of: Address | Block): boolean {
  return of.family === 6 && ('first' in of ? of.first : of.value) >> 32n === 0xffffn;
}

export function contains(block: Block, { family, value }: Address): boolean {
  return block.family === family && block.first <= value && value <= block.last;
}

/** Whether all of `inner` lies in `outer`. */
export function covers(outer: Block, inner: Block): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}

/** Every address of a family is in it: `0.0.0.0/0` or `::/0`. */
export function isEverywhere(block: Block): boolean {
  return block.first === 0n && block.last === (1n << bits[block.family]) - 1n;
}
