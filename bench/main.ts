/**
 * `npm run bench`: all benchmarks, or those named (`npm run bench -- compile planner`). Prints each figure beside its aim
 * and keeps them in bench/results.md; those not run keep what the file says. Nothing here fails a build: speeds depend on
 * the machine, so read the ratios.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Benchmark } from './support/measure.ts';

const all = [
  'compile',
  'planner',
  'preview',
  'throughput',
  'reading',
  'canvas',
  'start',
  'netpol',
  'deny',
  'hostile',
] as const;
const named = process.argv.slice(2);
const unknown = named.filter((n) => !all.some((a) => a === n));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}. There are: ${all.join(', ')}.`);
  process.exit(2);
}

const file = join(import.meta.dirname, 'results.md');
const sections = new Map<string, string>();
for (const part of existsSync(file) ? readFileSync(file, 'utf8').split(/^(?=<!-- \w+ -->)/m) : []) {
  const name = /^<!-- (\w+) -->/.exec(part)?.[1];
  if (name) sections.set(name, part.trim());
}

for (const name of all) {
  if (named.length > 0 && !named.includes(name)) continue;
  const { bench } = (await import(`./${name}/bench.ts`)) as { bench(): Promise<Benchmark> };
  const found = await bench();
  console.log(`\n${found.title}`);
  for (const f of found.figures)
    console.log(`  ${f.what}: ${f.value}${f.aim === undefined ? '' : ` (aim ${f.aim}: ${f.met ? 'met' : 'missed'})`}`);
  sections.set(name, section(name, found));
}

const machine = `${cpus().length} processors (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB of memory, Node ${process.version}`;
const head = `# Speeds\n\nWritten by \`npm run bench\`, last on ${new Date().toISOString().slice(0, 10)}: ${machine}.\nSingle times depend on the machine; compare the ratios.\n`;
writeFileSync(file, `${head}\n${all.flatMap((n) => sections.get(n) ?? []).join('\n\n')}\n`);

function section(name: string, b: Benchmark): string {
  const rows = b.figures.map(
    (f) => `| ${f.what} | ${f.value} | ${f.aim ?? ''} | ${f.met === undefined ? '' : f.met ? 'met' : 'missed'} |`,
  );
  return [
    `<!-- ${name} -->`,
    `## ${b.title}`,
    '',
    b.how,
    '',
    '| | measured | aim | |',
    '|---|---|---|---|',
    ...rows,
  ].join('\n');
}
