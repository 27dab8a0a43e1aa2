import type { PortRange } from '../ports/port-set.ts';

/**
 * Reads a port option of Flink: `6124`, `50100-50200`, several after commas. `0` (any free port) and what is no port give
 * a sentence.
 * Source: https://nightlies.apache.org/flink/flink-docs-stable/docs/deployment/config/ (blob.server.port)
 */
export function readPortList(text: string): { readonly ranges: readonly PortRange[] } | { readonly fault: string } {
  const ranges: PortRange[] = [];
  for (const part of text.split(',')) {
    const m = /^\s*(\d{1,6})\s*(?:-\s*(\d{1,6})\s*)?$/.exec(part);
    if (!m) return { fault: `'${text.slice(0, 60)}' is no port` };
    const start = Number(m[1]);
    const end = Number(m[2] ?? m[1]);
    if (start === 0 && end === 0) return { fault: '0 means any free port, which no policy can open' };
    if (start < 1 || end > 65_535) return { fault: `ports go from 1 to 65535, and this is ${part.trim()}` };
    if (end < start) return { fault: `the range ${part.trim()} ends before it begins` };
    ranges.push({ start, end });
  }
  return { ranges };
}
