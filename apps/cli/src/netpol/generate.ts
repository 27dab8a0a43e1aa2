import {
  type Finding,
  generate as generateOf,
  type ProfileName,
  printJson,
  printYaml,
  readFlinkDeployment,
} from '@headrace/netpol';
import { complain, print } from '../terminal.ts';
import { type InstallationArguments, optionsOf } from './installation.ts';
import { fileAt, hasErrors, lineOf } from './read-path.ts';

export interface GenerateArguments extends InstallationArguments {
  readonly profile: ProfileName;
  readonly output: 'yaml' | 'json';
}

/** `headrace netpol generate`: policies on standard output, allows before denies. Exit code 1 when a file had faults. */
export function generate(args: GenerateArguments): number {
  const findings: Finding[] = [];
  const flink = args.flinkDeployment === undefined ? undefined : readFlinkDeployment(fileAt(args.flinkDeployment));
  const options = optionsOf(args, flink, findings);
  const found = generateOf(options);
  for (const finding of [...findings, ...found.findings]) complain(lineOf(finding));
  if (hasErrors(findings)) return 1;
  print(args.output === 'json' ? printJson(found.policies) : printYaml(found));
  // YAML says it in comments, which JSON has none of.
  if (args.output === 'json')
    for (const { kind, key, value } of found.settings)
      complain(
        `These policies hold where ${kind === 'flink' ? 'Flink is set to' : 'its pods have the sysctl'} ${key}: ${value}.`,
      );
  return 0;
}
