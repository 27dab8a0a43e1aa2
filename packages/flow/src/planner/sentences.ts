import type { DiagnosticCode } from '@headrace/diagnostics';

/** What a planner message means for the author of a flow. */
interface Rule {
  readonly code: DiagnosticCode;
  readonly when: RegExp;
  /** @param isWritten whether the author wrote a text: nothing else of the statement may be quoted */
  readonly say: (m: RegExpExecArray, isWritten: (text: string) => boolean) => string;
}

const unfinished = 'The expression is not finished: something is missing at its end.';

const rules: readonly Rule[] = [
  {
    code: 'planner/unknown-column',
    // bounded: `explain` cuts the message.
    when: /Column '([\s\S]*?)' not found in (?:any table|table '[\s\S]*')(?:; did you mean '([\s\S]*?)'\?)?/,
    say: (m) =>
      `There is no property '${m[1]}' here.${m[2] === undefined ? ' Choose one of the input’s properties.' : ` Did you mean '${m[2]}'?`}`,
  },
  {
    code: 'planner/unknown-function',
    when: /No match found for function signature ([^\n(]+)\(([^\n]*)\)/,
    say: (m, isWritten) =>
      !isWritten(m[1]?.trim() ?? '')
        ? 'Flink has no function for values of these types.'
        : `There is no function ${m[1]?.trim()}${m[2] ? ` for (${readable(m[2])})` : ''}. Check its name and what it is given.`,
  },
  {
    code: 'planner/wrong-arguments',
    // bounded: `explain` cuts the message.
    when: /Cannot apply '?([\s\S]+?)'? to arguments of type '([\s\S]+?)'\.(?: Supported form\(s\): ([\s\S]+))?/,
    say: ([, operator = '', types = '', forms], isWritten) =>
      `${isWritten(operator) ? operator : 'The value'} cannot be used like this: ${readable(types)}.${forms === undefined ? ' Convert one side with CAST(… AS …).' : ` It takes ${readable(firstLine(forms))}.`}`,
  },
  {
    code: 'planner/syntax',
    when: /Incorrect syntax near the keyword '([^']+)'/,
    say: ([, word = ''], isWritten) =>
      isWritten(word)
        ? `The expression cannot be read at '${word}'. If '${word}' is a property, write \`${word}\`.`
        : unfinished,
  },
  {
    code: 'planner/syntax',
    // bounded: `explain` cuts the message.
    when: /Encountered "?([\s\S]+?)"?(?:\s+at line|\s*\.?\s*\n?Was expecting|\.$|$)/,
    say: ([, found = ''], isWritten) =>
      isWritten(firstLine(found))
        ? `The expression cannot be read at '${firstLine(found)}'. Something is missing before it or it does not belong there.`
        : unfinished,
  },
  {
    code: 'planner/not-a-condition',
    when: /(?:WHERE|HAVING) clause must be a condition/,
    say: () => 'This is a value, not a condition. Compare it with something, as price > 100.',
  },
  {
    code: 'planner/needs-append-only',
    // bounded: `explain` cuts the message.
    when: /doesn't support consuming (update|delete|update and delete|update,delete)[\s\S]*?changes?/,
    say: () =>
      'The input is a changelog, in which rows are changed and retracted, and this node takes only new rows. Use a window in the aggregate before it.',
  },
  {
    code: 'planner/needs-event-time',
    when: /requires the timecol is a time attribute type|can only be applied on a time attribute/,
    say: () =>
      'A window needs an event time, and this property no longer is one. Choose the event time of the source, and keep it in the nodes before this one.',
  },
  {
    code: 'planner/aggregate-in-expression',
    when: /Aggregate expression is illegal in|Expression '([\s\S]+?)' is not being grouped/,
    say: () => 'Aggregate functions (SUM, COUNT …) belong in an Aggregate node.',
  },
];

const longestMessage = 20_000;

/**
 * Code and sentence for a planner message; an unknown one is given in the planner's own words, one line of it.
 * @param written what the author wrote at the place that the message names, from there on
 */
export function explain(whole: string, written: string): { code: DiagnosticCode; message: string } {
  const text = written.toUpperCase();
  const isWritten = (part: string) => part !== '' && text.includes(part.toUpperCase());
  // A message may quote an expression of any length; what it is about stands at its beginning.
  const message = whole.slice(0, longestMessage);
  for (const { code, when, say } of rules) {
    const m = when.exec(message);
    if (m) return { code, message: say(m, isWritten) };
  }
  return { code: 'planner/refused', message: `Flink does not accept this: ${firstLine(message)}` };
}

function firstLine(text: string): string {
  const [line = ''] = text.trim().split('\n');
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}

/** Types without the planner's marks. */
function readable(types: string): string {
  return types
    .replace(/[<>]/g, '')
    .replace(/ CHARACTER SET "[^"]+"/g, '')
    .trim();
}
