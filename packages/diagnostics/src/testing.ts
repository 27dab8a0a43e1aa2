import { allowsSeverity, type DiagnosticKinds, type Severity } from './index.ts';

/** What an example gives: diagnostics, or whatever else has a code. */
export interface Found {
  readonly code: string;
  readonly severity?: Severity;
}

/** An example of each code, as a function that makes the diagnostics. The type checker names the code that has none. */
export type Examples<Code extends string> = Readonly<Record<Code, () => readonly Found[]>>;

/**
 * What is wrong with a code of a declaration: its example does not give it, gives it with a severity that is not declared, or
 * its words are not in the form that the documentation has.
 */
export function faultsOfCode<Code extends string>(
  kinds: DiagnosticKinds,
  code: Code,
  examples: Examples<Code>,
): string[] {
  const kind = kinds[code];
  if (!kind) return ['is not declared'];
  const found = examples[code]().filter((each) => each.code === code);
  const severities = found.flatMap(({ severity }) => (severity ? [severity] : []));
  return [
    ...(found.length > 0 ? [] : ['its example does not give it']),
    ...severities.filter((s) => !allowsSeverity(kind, s)).map((s) => `has the severity ${s} in its example`),
    ...(/^[a-z]+(-[a-z]+)*\/[a-z]+(-[a-z]+)*$/.test(code) ? [] : ['is not written as area/what-it-is']),
    ...(/[^.\s]$/.test(kind.title) ? [] : ['its title is empty or ends with a full stop']),
    ...(kind.help.trim().length > 20 ? [] : ['its help says too little']),
  ];
}
