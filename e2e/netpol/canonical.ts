import { type Block, formatAddress, type ListRow, parseAddress, parseBlock } from '@headrace/netpol';

/** A list as lines that two programs can be compared by: a pair a line, addresses outside as ranges as large as they get. */
export function canonical(rows: Iterable<Omit<ListRow, 'verdict'>>): string[] {
  const pairs = new Map<string, string[]>();
  for (const { from, to, protocol, ports } of rows) {
    const key = `${from} -> ${to}`;
    const written = ports.map(({ start, end }) => (start === end ? String(start) : `${start}-${end}`));
    const known = pairs.get(key);
    const line = `${protocol} ${written.join(',')}`;
    if (known) known.push(line);
    else pairs.set(key, [line]);
  }
  const lines: string[] = [];
  const outside = new Map<string, Block[]>();
  for (const [pair, ports] of pairs) {
    const what = ports.sort().join(' ').replace(everything, 'all');
    const [from = '', to = ''] = pair.split(' -> ');
    const range = rangeOf(from) ?? rangeOf(to);
    if (!range) lines.push(`${pair}: ${what}`);
    else if (range.family === 4) {
      const key = `${rangeOf(from) ? addresses : from} -> ${rangeOf(to) ? addresses : to}: ${what}`;
      outside.set(key, [...(outside.get(key) ?? []), range]);
    }
  }
  for (const [line, ranges] of outside)
    for (const range of joined(ranges)) lines.push(line.replace(addresses, textOf(range)));
  return lines.sort();
}

/** Stands in a line for addresses that are joined to ranges later. */
const addresses = '(addresses)';

const everything = 'SCTP 1-65535 TCP 1-65535 UDP 1-65535';

/** `10.0.0.0/8` as ours, `10.0.0.0-10.255.255.255` as theirs; of IPv6 they know nothing. */
function rangeOf(text: string): Block | undefined {
  const [first, last] = text.split('-').map(parseAddress);
  if (first && last) return { family: first.family, first: first.value, last: last.value };
  return parseBlock(text);
}

function joined(ranges: readonly Block[]): Block[] {
  const found: Block[] = [];
  for (const range of [...ranges].sort((a, b) => (a.first < b.first ? -1 : 1))) {
    const before = found.at(-1);
    if (before && before.last + 1n === range.first) found[found.length - 1] = { ...before, last: range.last };
    else found.push(range);
  }
  return found;
}

function textOf({ family, first, last }: Block): string {
  const [start, end] = [first, last].map((value) => formatAddress({ family, value }));
  return start === '0.0.0.0' && end === '255.255.255.255' ? 'outside' : `${start}-${end}`;
}
