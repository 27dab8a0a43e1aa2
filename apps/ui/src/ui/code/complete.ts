import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { bareFunctions, columnInExpression, expressionFunctions } from '@headrace/flow';
import { functions, keywords } from './functions.ts';

interface Known {
  readonly columns: readonly { name: string; type: string }[];
  readonly samples: Readonly<Record<string, string>>;
}

const described = new Map(functions.map(([name, args, does]) => [name, { args, does }]));

/** All functions that an expression may call; those with a description first. */
const functionOptions: Completion[] = expressionFunctions.map((name) => {
  const known = described.get(name);
  const bare = bareFunctions.includes(name);
  return {
    label: name,
    type: 'function',
    ...(known ? { detail: bare ? known.does : `(${known.args}) ${known.does}` } : { boost: -5 }),
    apply: bare ? name : known?.args === '' ? `${name}()` : `${name}(`,
  };
});
const keywordOptions: Completion[] = keywords.map((label) => ({ label, type: 'keyword', boost: -10 }));

/** Columns first, each with its type and a recent value, then functions and words of SQL. */
export function completions(context: CompletionContext, known: Known): CompletionResult | null {
  const word = context.matchBefore(/`[^`]*|[\p{L}_][\p{L}\p{N}_]*/u);
  if (!word && !context.explicit) return null;
  if (insideText(context)) return null;
  return {
    from: word?.from ?? context.pos,
    options: [
      ...known.columns.map((column) => columnOption(column, known.samples)),
      ...functionOptions,
      ...keywordOptions,
    ],
    // bounded: what stands on one line before the cursor; the two ways begin differently.
    validFor: /^(`[^`]*|[\p{L}_][\p{L}\p{N}_]*)$/u,
  };
}

function columnOption({ name, type }: Known['columns'][number], samples: Known['samples']): Completion {
  const sample = samples[name];
  const written = columnInExpression(name);
  return {
    label: written,
    displayLabel: name,
    detail: [type, sample === undefined ? '' : cut(sample)].filter((part) => part !== '').join(' · '),
    type: 'variable',
    boost: 10,
  };
}

const cut = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** Between single quotes nothing is completed: an odd number of them stands before. */
const insideText = (context: CompletionContext): boolean =>
  (context.state.sliceDoc(0, context.pos).match(/'/g)?.length ?? 0) % 2 === 1;
