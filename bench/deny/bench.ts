import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startVitest } from 'vitest/node';
import { type Benchmark, median } from '../support/measure.ts';

/** How long a needed connection stays cut off when something breaks it under default-deny. */
export async function bench(): Promise<Benchmark> {
  const folder = mkdtempSync(join(tmpdir(), 'headrace-bench-'));
  process.env.HEADRACE_BENCH_TIMES = join(folder, 'times.json');
  const ran = await startVitest('test', [], { config: join(import.meta.dirname, 'vitest.config.ts'), watch: false });
  await ran.close();
  const times = JSON.parse(readFileSync(process.env.HEADRACE_BENCH_TIMES, 'utf8')) as number[];
  rmSync(folder, { recursive: true });
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  const longest = Math.max(...times);
  return {
    title: 'Default-deny that breaks something',
    how: `From the moment at which a needed connection is blocked until the deny is gone from the API server, with the time-out of 2 s; ${times.length} rounds of \`headrace netpol apply --deny-all ingress\` on the API server and the network namespaces of the suite cluster.`,
    figures: [
      { what: 'deny taken back, median', value: seconds(median(times)) },
      { what: 'deny taken back, at the longest', value: seconds(longest), aim: '10 s', met: longest <= 10_000 },
    ],
  };
}
