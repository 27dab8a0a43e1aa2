import { type GenerateOptions, type ProfileName, review as reviewOf } from '@headrace/netpol';
import { stringify } from 'yaml';
import { flinkOf } from './flink.ts';
import type { PrintOptions } from './list.ts';
import { lineOf } from './read-path.ts';
import { readFrom } from './source.ts';

export interface ReviewOptions extends PrintOptions {
  readonly profile?: ProfileName;
  readonly flinkOperatorNamespace?: string;
  readonly flinkDeployment?: string;
  readonly pinPorts: boolean;
}

/** `headrace netpol review`: what is missing, too wide, about to break, or written at a risk. Exit code 1: findings. */
export async function review(path: string | undefined, options: ReviewOptions): Promise<number> {
  const { read } = await readFrom(path, options);
  const flink = await flinkOf(options);
  const installation: GenerateOptions | undefined = options.profile && {
    profile: options.profile,
    namespace: flink?.deployment?.namespace ?? options.namespace[0] ?? 'default',
    pinPorts: options.pinPorts,
    ...(options.flinkOperatorNamespace === undefined ? {} : { flinkOperatorNamespace: options.flinkOperatorNamespace }),
    ...(flink?.deployment ? { flinkDeployment: flink.deployment } : {}),
  };
  const findings = [...(flink?.findings ?? []), ...reviewOf(read.world, installation)];
  if (options.output === 'json') process.stdout.write(`${JSON.stringify(findings, null, 2)}\n`);
  else if (options.output === 'yaml') process.stdout.write(stringify(findings));
  else if (options.output === 'markdown') process.stdout.write(findings.map((f) => `- ${lineOf(f)}\n`).join(''));
  else process.stdout.write(findings.map((f) => `${lineOf(f)}\n`).join(''));
  return [...findings, ...read.findings].some((f) => f.severity !== 'info') ? 1 : 0;
}
