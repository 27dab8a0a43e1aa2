import { type ListRow, listRows } from '@headrace/netpol';
import { type Format, printRows } from './output.ts';
import { hasErrors, readyAt } from './read-path.ts';

export interface PathOptions {
  readonly namespace: string;
  readonly output: Format;
}

/** `headrace netpol list`: every pair that may talk, one row for each protocol. */
export function list(path: string, { namespace, output }: PathOptions): number {
  const { ready, read } = readyAt(path, namespace);
  const columns = {
    from: (row: ListRow) => row.from,
    to: (row: ListRow) => row.to,
    protocol: (row: ListRow) => row.protocol,
    ports: (row: ListRow) => portsOf(row),
  };
  process.stdout.write(printRows([...listRows(ready)], columns, output));
  return hasErrors(read.findings) ? 1 : 0;
}

const portsOf = ({ ports }: ListRow): string =>
  ports
    .map(({ start, end }) =>
      start === 1 && end === 65_535 ? 'all' : start === end ? String(start) : `${start}-${end}`,
    )
    .join(', ');
