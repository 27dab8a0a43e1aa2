import { commonProblems, limitProblems, problems } from '@headrace/api';
import { clientProblems } from '@headrace/client';
import type { DiagnosticKinds } from '@headrace/diagnostics';
import { nearest } from '@headrace/flow';
import { UserError } from '@headrace/text';
import { type LimitName, limits } from '@headrace/topology';
import type { Command } from 'commander';
import { ended } from './ended.ts';
import { print, printAsJson } from './terminal.ts';

interface ExplainOptions {
  readonly json: boolean;
}

/** `headrace explain`: what the code of a message means and what to do, as Markdown. */
export function registerExplain(program: Command): void {
  program
    .command('explain <code>')
    .description('say what the code of a message means, and what to do')
    .option('--json', 'as JSON, errors too', false)
    .action((code: string, options: ExplainOptions) => ended(() => explain(code, options), options.json));
}

async function explain(code: string, { json }: ExplainOptions): Promise<number> {
  // Only this command needs the texts.
  const { explainedCodes } = await import('./codes.ts');
  const found = explanationOf(code, explainedCodes);
  if (!found) {
    const meant = nearest(code, [...Object.keys(explainedCodes), ...problemKinds.keys()]);
    const hint = meant === undefined ? 'docs/diagnostics.md lists all codes.' : `Did you mean ${meant}?`;
    throw new UserError(`There is no code '${code}'. ${hint}`, 'command/unknown-code');
  }
  if (json) printAsJson({ code, ...found });
  else print(`${code}: ${found.title}\n\n${found.help}\n`);
  return 0;
}

/** What has happened, by code of a problem, and the status where a server answers with it. */
const problemKinds = new Map<string, { readonly means: string; readonly status?: number }>([
  ...Object.entries(problems),
  ...Object.entries(commonProblems),
  ...limitProblems(Object.keys(limits) as LimitName[]),
  ...Object.entries(clientProblems).map(([code, means]) => [code, { means }] as const),
]);

function explanationOf(
  code: string,
  kinds: DiagnosticKinds,
): { readonly title: string; readonly help: string } | undefined {
  const kind = Object.hasOwn(kinds, code) ? kinds[code] : undefined;
  if (kind) return { title: kind.title, help: kind.help };
  const problem = problemKinds.get(code);
  if (!problem) return undefined;
  return {
    title: problem.means.replace(/\.$/, ''),
    help:
      problem.status === undefined
        ? 'Whoever sent the request to Headrace found this, not a server.'
        : `A server of Headrace answered a request with the status ${problem.status}. docs/api.md lists the requests that it answers so.`,
  };
}
