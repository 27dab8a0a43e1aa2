import { describeInternetExposure, describePorts, type Exposure, exposure as exposureOf } from '@headrace/netpol';
import { print } from '../terminal.ts';
import { answered } from './answered.ts';
import { type PrintOptions, printRows } from './output.ts';
import { compiledFrom, requireObjects } from './source.ts';

/** `headrace netpol exposure`: what is open to the Internet. Exit code 1 when something comes in from there. */
export async function exposure(path: string | undefined, options: PrintOptions): Promise<number> {
  const source = await compiledFrom(path, options);
  requireObjects(options, source);
  const { compiled, read } = source;
  const found = exposureOf(compiled);
  const columns = {
    workload: (e: Exposure) => e.workload,
    direction: (e: Exposure) => e.direction,
    addresses: describeInternetExposure,
    family: (e: Exposure) => e.families.map((family) => `IPv${family}`).join(', '),
    ports: (e: Exposure) => describePorts(e.ports),
    why: (e: Exposure) => (e.unrestricted ? 'no policy restricts it' : 'a policy allows it'),
  };
  print(printRows(found, columns, options.output));
  return answered(found.some((e) => e.direction === 'Ingress') ? 1 : 0, read);
}
