import { describePorts, type Exposure, exposure as exposureOf } from '@headrace/netpol';
import type { PrintOptions } from './list.ts';
import { printRows } from './output.ts';
import { readyFrom } from './source.ts';

/** `headrace netpol exposure`: what is open to anywhere. Exit code 1 when something comes in from anywhere. */
export async function exposure(path: string | undefined, options: PrintOptions): Promise<number> {
  const { ready } = await readyFrom(path, options);
  const found = exposureOf(ready);
  const columns = {
    workload: (e: Exposure) => e.workload,
    direction: (e: Exposure) => e.direction,
    ports: (e: Exposure) => describePorts(e.ports),
    why: (e: Exposure) => (e.unrestricted ? 'no policy restricts it' : 'a policy allows it'),
  };
  process.stdout.write(printRows(found, columns, options.output));
  return found.some((e) => e.direction === 'Ingress') ? 1 : 0;
}
