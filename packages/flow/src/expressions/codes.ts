import { declareCodes } from '@headrace/diagnostics';

/** Codes of expressions: what keeps a text from being one expression, and where rows may fail in it. */
export const expressionCodes = declareCodes({
  'expression/empty': {
    severity: 'error',
    title: 'The expression is empty',
    help: `Write an expression of Flink SQL. It uses the properties of the input by their names:

    price * quantity`,
  },
  'expression/unclosed-text': {
    severity: 'error',
    title: 'A text has no closing apostrophe',
    help: `A text stands between apostrophes. An apostrophe inside is written twice:

    name = 'O''Hara'`,
  },
  'expression/unclosed-name': {
    severity: 'error',
    title: 'A name in backticks is empty or has no end',
    help: 'A name with blanks or signs, or one that is a word of SQL, stands between backticks: `` `order id` ``. A backtick inside is written twice.',
  },
  'expression/unclosed-comment': {
    severity: 'error',
    title: 'A comment has no end',
    help: 'A comment that begins with `/*` ends with `*/`. Comments do not stand inside each other.',
  },
  'expression/comment-end': {
    severity: 'error',
    title: 'A comment ends that did not begin',
    help: '`*/` ends a comment, and none is open here. For a product and a division, put a blank between `*` and `/`.',
  },
  'expression/hint': {
    severity: 'error',
    title: 'A hint stands in the expression',
    help: 'Hints to the planner (`/*+ … */`) belong to a whole query. Remove it.',
  },
  'expression/prefixed-text': {
    severity: 'error',
    title: 'A text has a prefix',
    help: "Texts with a prefix, such as `N'…'`, `E'…'` or `_latin1'…'`, are not accepted. Write the text alone.",
  },
  'expression/dollar': {
    severity: 'error',
    title: 'A name with a dollar sign is not in backticks',
    help: 'Flink reads a `$` between letters and digits as part of a longer name. Put the name in backticks: `` `a$b` ``.',
  },
  'expression/semicolon': {
    severity: 'error',
    title: 'A semicolon stands in the expression',
    help: 'An expression is a part of a statement and does not end one. Remove the semicolon.',
  },
  'expression/double-quote': {
    severity: 'error',
    title: 'A double quote stands in the expression',
    help: "In Flink SQL texts stand between apostrophes (`'EMEA'`) and names between backticks (`` `order id` ``).",
  },
  'expression/not-equal': {
    severity: 'error',
    title: 'Not equal is written <>',
    help: `Flink SQL has no \`!=\`:

    region <> 'EMEA'`,
  },
  'expression/control-character': {
    severity: 'error',
    title: 'An invisible character stands in the expression',
    help: 'Text that is copied from a document or a web page may have blanks that are none, or marks without a shape. Delete the character and type a blank.',
  },
  'expression/unknown-sign': {
    severity: 'error',
    title: 'A sign has no meaning in an expression',
    help: 'Remove the sign. A name that has it stands in backticks.',
  },
  'expression/open': {
    severity: 'error',
    title: 'A parenthesis or bracket is not closed',
    help: 'Each `(` needs a `)`, and each `[` needs a `]`.',
  },
  'expression/closing': {
    severity: 'error',
    title: 'A parenthesis or bracket closes nothing',
    help: 'Remove it, or open it before. Those inside each other close in the opposite order in which they opened.',
  },
  'expression/comma': {
    severity: 'error',
    title: 'A comma stands outside of parentheses',
    help: 'An expression gives one value. For several values add several properties. A number has a point, not a comma: `1.5`.',
  },
  'expression/query': {
    severity: 'error',
    title: 'The expression would begin a query',
    help: 'An expression uses the properties of its own input. To use another stream, connect it to the node. A property that has such a name stands in backticks.',
  },
  'expression/word': {
    severity: 'error',
    title: 'A word of SQL has no meaning in an expression',
    help: 'SQL keeps words such as `FROM` and `GROUP` for its own use. A property that has such a name stands in backticks: `` `group` ``.',
  },
  'expression/function': {
    severity: 'error',
    title: 'The function cannot be used',
    help: 'There is no such function in Flink, or it is not for flows: the message says which. The page *Expressions* lists all functions.',
  },
  'expression/type': {
    severity: 'error',
    title: 'The type cannot be used',
    help: `CAST and TRY_CAST take a type of Flink SQL:

    CAST(price AS DECIMAL(10, 2))`,
  },
  'expression/depth': {
    severity: 'error',
    title: 'The expression is nested too deep',
    help: 'Flink plans such an expression very slowly or not at all. Compute parts of it in a Transform node before, or write a long chain of OR as a list: `region IN (…)`.',
  },
  'expression/unfinished': {
    severity: 'error',
    title: 'A part of the condition is missing',
    help: 'A CASE needs an END, a BETWEEN needs an AND with the second value, and AND and OR need a condition on both sides.',
  },
  'expression/text-compared': {
    severity: ['error', 'warning'],
    title: 'A text is compared with another kind of value',
    help: `Flink casts the text to the other type. An event whose text is no such value fails, and with it the run. With \`=\` Flink refuses to compare
a text with a number at all. Convert the text; \`TRY_CAST\` gives an empty value where it is not possible:

    TRY_CAST(quantity AS INT) > 5`,
  },
  'expression/text-calculated': {
    severity: 'error',
    title: 'A text is used in a calculation',
    help: `Flink calculates with numbers only. Convert the text:

    TRY_CAST(price AS DOUBLE) * 2`,
  },
  'expression/cast-may-fail': {
    severity: 'warning',
    title: 'A conversion may fail',
    help: `CAST fails for a text that is not such a value, and one such event ends the run. \`TRY_CAST\` gives an empty value instead.

    TRY_CAST(total AS DECIMAL(10, 2))`,
  },
  'expression/division-by-zero': {
    severity: ['warning', 'info'],
    title: 'A division by zero may happen',
    help: `Dividing a whole number or a DECIMAL by 0 fails, and one such event ends the run. With NULLIF the result is empty instead:

    total / NULLIF(count, 0)`,
  },
  'expression/time-pattern': {
    severity: 'warning',
    title: 'The pattern of a time is not valid',
    help: "Patterns of times are those of Java: `yyyy-MM-dd HH:mm:ss`. Other letters stand between apostrophes, which are doubled inside a text: `'yyyy-MM-dd''T''HH:mm'`.",
  },
  'expression/regexp-pattern': {
    severity: 'warning',
    title: 'The regular expression is not valid',
    help: 'Regular expressions are those of Java. With one that is not valid the function gives nothing or the event fails.',
  },
  'expression/like-escape': {
    severity: 'warning',
    title: 'The escape of a LIKE is wrong',
    help: `ESCAPE names one sign. In the text that sign stands only before \`%\`, \`_\` and itself:

    code LIKE 'A!_%' ESCAPE '!'`,
  },
  'condition/value': {
    severity: 'error',
    title: 'A value of a condition is not of its kind',
    help: 'The property has a type, and the value must be written as one of that type, for example a date as `2026-04-07`. Until then the condition stays as it was.',
  },
});

export type ExpressionCode = keyof typeof expressionCodes;
