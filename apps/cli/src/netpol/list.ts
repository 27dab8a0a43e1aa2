import { type ListRow, listRows } from '@headrace/netpol';
import { layoutOf, pictureOf, printSvg } from '@headrace/netpol/picture';
import { print } from '../terminal.ts';
import { answered } from './answered.ts';
import { type Format, printRows } from './output.ts';
import { readyFrom, requireObjects, type SourceOptions, sayUnknown } from './source.ts';

export interface PrintOptions extends SourceOptions {
  readonly output: Format;
}

export interface ListOptions extends Omit<PrintOptions, 'output'> {
  readonly output: Format | 'svg';
}

/** `headrace netpol list`: every pair that may talk, one row for each protocol, or a picture of all. */
export async function list(path: string | undefined, options: ListOptions): Promise<number> {
  const { output } = options;
  const found = await readyFrom(path, options);
  requireObjects(options, found);
  const { ready, read, name } = found;
  sayUnknown(found);
  if (output === 'svg') {
    print(printSvg(layoutOf(pictureOf(ready)), `Who may reach whom: ${name}`));
    return answered(0, read);
  }
  const columns = {
    from: (row: ListRow) => row.from,
    to: (row: ListRow) => row.to,
    protocol: (row: ListRow) => row.protocol,
    verdict: (row: ListRow) => row.verdict,
    ports: (row: ListRow) => portsOf(row),
  };
  print(printRows([...listRows(ready)], columns, output));
  return answered(0, read);
}

const portsOf = ({ ports }: ListRow): string =>
  ports
    .map(({ start, end }) =>
      start === 1 && end === 65_535 ? 'all' : start === end ? String(start) : `${start}-${end}`,
    )
    .join(', ');
