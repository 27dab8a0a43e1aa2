import type { PortRange } from '../ports/port-set.ts';

type Read = { readonly ranges: readonly PortRange[] } | { readonly fault: string };

/**
 * Reads ports and ranges as Flink does: `6124`, `50100-50200`, several separated by commas. `0` alone is read as port 0.
 * Source: org.apache.flink.util.NetUtils.getPortRangeFromString of flink-core 2.3
 */
export function readPortList(text: string): Read {
  const ranges: PortRange[] = [];
  const parts = text.trim().split(',');
  // One comma at the end is as if it were left out; two are not.
  if (parts.length > 1 && parts.at(-1)?.trim() === '') parts.pop();
  for (const part of parts) {
    const m = /^\+?(\d{1,9})(?:-\+?(\d{1,9}))?$/.exec(part.trim());
    if (!m) return { fault: `'${text.slice(0, 60)}' is no port` };
    const start = Number(m[1]);
    const end = Number(m[2] ?? m[1]);
    if (start === 0 && end === 0 && m[2] === undefined && parts.length === 1) return { ranges: [{ start: 0, end: 0 }] };
    if (start < 1 || end > 65_535) return { fault: `ports go from 1 to 65535, and this is ${part.trim()}` };
    if (end < start) return { fault: `the range ${part.trim()} ends before it begins` };
    if (m[2] !== undefined && end === start)
      return { fault: `Flink takes no range of one port: ${part.trim()} is written as ${start}` };
    ranges.push({ start, end });
  }
  return { ranges };
}

/** Reads one port, without blanks. Source: java.lang.Integer.parseInt, which Flink's integer options and fixed ports go through. */
export function readPortNumber(text: string): Read {
  const m = /^\+?(\d{1,9})$/.exec(text);
  if (!m) return { fault: `'${text.slice(0, 60)}' is not one port number` };
  const port = Number(m[1]);
  if (port > 65_535) return { fault: `ports go from 1 to 65535, and this is ${port}` };
  return { ranges: [{ start: port, end: port }] };
}
