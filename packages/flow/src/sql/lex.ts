/**
 * Looks at what a person wrote as an expression: is it one expression that stays where it is put? Parsing and typing are
 * the planner's; this only makes sure that the text cannot close the parenthesis it is put in, end the statement, reach
 * another table, or carry hints.
 */
export interface Token {
  readonly kind: 'word' | 'identifier' | 'text' | 'number' | 'sign' | 'comment' | 'hint';
  readonly start: number;
  readonly end: number;
}

export interface Misfit {
  readonly code: string;
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** Splits as Flink's lexer does (Calcite's Lex.JAVA). An unclosed quote or comment ends in a misfit. */
export function lex(text: string): { tokens: Token[]; misfit?: Misfit } {
  const tokens: Token[] = [];
  const pattern =
    /\s+|'(?:[^']|'')*'|`(?:[^`\n\r]|``)*`|\/\*\+[\s\S]*?\*\/|\/\*[\s\S]*?\*\/|--[^\n\r]*|\/\/[^\n\r]*|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[\p{L}_][\p{L}\p{N}_$]*|[\s\S]/gu;
  for (const m of text.matchAll(pattern)) {
    const raw = m[0];
    const start = m.index;
    const end = start + raw.length;
    const misfit = unclosed(raw, text, start);
    if (misfit) return { tokens, misfit };
    const kind = kindOf(raw);
    if (kind) tokens.push({ kind, start, end });
  }
  return { tokens };
}

function kindOf(raw: string): Token['kind'] | undefined {
  if (/^\s/u.test(raw)) return undefined;
  if (raw.startsWith('/*+')) return 'hint';
  if (raw.startsWith('/*') || raw.startsWith('--') || raw.startsWith('//')) return 'comment';
  if (raw.startsWith("'")) return 'text';
  if (raw.startsWith('`')) return 'identifier';
  if (/^\d/.test(raw)) return 'number';
  if (/^[\p{L}_]/u.test(raw)) return 'word';
  return 'sign';
}

function unclosed(raw: string, text: string, start: number): Misfit | undefined {
  const at = { start, end: text.length };
  if (raw === "'")
    return {
      code: 'expression/unclosed-text',
      message: "The text that begins here has no closing '. Add it; a ' inside is written ''.",
      ...at,
    };
  if (raw === '`')
    return {
      code: 'expression/unclosed-name',
      message: 'The name that begins here has no closing `. Add it; a ` inside is written ``.',
      ...at,
    };
  if (raw === '/' && text[start + 1] === '*')
    return {
      code: 'expression/unclosed-comment',
      message: 'The comment that begins here is never closed. End it with */.',
      ...at,
    };
  if (raw === '\u0000')
    return {
      code: 'expression/control-character',
      message: 'There is an invisible control character here. Remove it.',
      start,
      end: start + 1,
    };
  return undefined;
}

/** Words that begin a query or a table, which an expression may not reach. */
const queryWords = new Set(['SELECT', 'VALUES', 'TABLE', 'WITH', 'INSERT', 'EXPLAIN', 'MATCH_RECOGNIZE']);

/**
 * Checks one expression; undefined means that it may be put into SQL in parentheses.
 * `longest` nesting is bounded because Flink's own parser recurses.
 */
export function checkExpression(text: string): Misfit | undefined {
  const { tokens, misfit } = lex(text);
  if (misfit) return misfit;
  const opened: { sign: string; start: number }[] = [];
  let meaningful = 0;
  for (const t of tokens) {
    const raw = text.slice(t.start, t.end);
    const here = { start: t.start, end: t.end };
    if (t.kind === 'comment') continue;
    if (t.kind === 'hint')
      return {
        code: 'expression/hint',
        message: 'A hint (/*+ … */) cannot stand in an expression. Remove it.',
        ...here,
      };
    meaningful++;
    if (t.kind === 'word' && queryWords.has(raw.toUpperCase()))
      return {
        code: 'expression/query',
        message: `${raw} would begin a query; an expression uses the columns of its own input only. If ${raw} is a column, write \`${raw}\`.`,
        ...here,
      };
    if (t.kind !== 'sign') continue;
    if (raw === ';')
      return { code: 'expression/semicolon', message: 'An expression has no semicolon. Remove it.', ...here };
    if (raw === ',' && opened.length === 0)
      return {
        code: 'expression/comma',
        message: 'An expression gives one value, so a comma cannot stand here. Remove what follows it.',
        ...here,
      };
    if (raw === '"')
      return { code: 'expression/double-quote', message: "Texts stand in ' ', names in ` `. Replace the \".", ...here };
    if (raw === '(' || raw === '[') opened.push({ sign: raw, start: t.start });
    if (raw === ')' || raw === ']') {
      const last = opened.pop();
      if (last?.sign !== (raw === ')' ? '(' : '['))
        return {
          code: 'expression/closing',
          message: `This ${raw} closes nothing. Remove it, or open it before.`,
          ...here,
        };
    }
    if (opened.length > 200)
      return {
        code: 'expression/depth',
        message: 'The expression is nested deeper than 200 parentheses. Split it over several nodes.',
        ...here,
      };
  }
  const open = opened.pop();
  if (open)
    return {
      code: 'expression/open',
      message: `This ${open.sign} is never closed. Add ${open.sign === '(' ? ')' : ']'}.`,
      start: open.start,
      end: open.start + 1,
    };
  if (meaningful === 0)
    return {
      code: 'expression/empty',
      message: 'The expression is empty. Write one, as price > 100.',
      start: 0,
      end: text.length,
    };
  return undefined;
}
