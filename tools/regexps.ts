/**
 * Refuses regular expressions that backtrack: on a hostile text they take the square of its length, or worse. Each literal and each
 * `RegExp(…)` of the source is looked at, also for scans that begin again at each character (`/ +$/`). Where the text is short for a reason, a
 * comment on the line before says it: `// bounded: …`. Tests are left out: their texts are their own.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isSafe } from 'redos-detector';
import { parseAst } from 'vite';
import { root } from './run.ts';

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [field: string]: unknown;
}

/** An expression in a file: what it is, or undefined where it is only known when it runs. */
interface Found {
  readonly at: number;
  readonly pattern: string | undefined;
  readonly flags: string;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

function* nodesIn(node: Node): Generator<Node> {
  yield node;
  for (const value of Object.values(node))
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* nodesIn(child);
}

/** The text of an expression that is known here: texts, templates, and constants of the same file. */
function textOf(node: unknown, constants: ReadonlyMap<string, Node>): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  if (node.type === 'Identifier') return textOf(constants.get(String(node.name)), constants);
  if (node.type === 'TaggedTemplateExpression') return template(node.quasi as Node, 'raw', constants);
  return node.type === 'TemplateLiteral' ? template(node, 'cooked', constants) : undefined;
}

function template(node: Node, kind: 'raw' | 'cooked', constants: ReadonlyMap<string, Node>): string | undefined {
  const quasis = node.quasis as { readonly value: Record<'raw' | 'cooked', string> }[];
  const values = (node.expressions as Node[]).map((expression) => textOf(expression, constants));
  if (values.includes(undefined)) return undefined;
  return quasis.map(({ value }, i) => `${value[kind]}${values[i] ?? ''}`).join('');
}

function expressionsIn(program: Node): Found[] {
  const all = [...nodesIn(program)];
  const constants = new Map(
    all.flatMap((node): [string, Node][] =>
      node.type === 'VariableDeclarator' && isNode(node.init) && isNode(node.id)
        ? [[String(node.id.name), node.init]]
        : [],
    ),
  );
  return all.flatMap((node): Found[] => {
    const literal = node.regex as { readonly pattern: string; readonly flags: string } | undefined;
    if (node.type === 'Literal' && literal) return [{ at: node.start, ...literal }];
    const made = node.type === 'NewExpression' || node.type === 'CallExpression';
    if (!made || !isNode(node.callee) || node.callee.name !== 'RegExp') return [];
    const [pattern, flags] = node.arguments as Node[];
    return [{ at: node.start, pattern: textOf(pattern, constants), flags: textOf(flags, constants) ?? '' }];
  });
}

const scans = [
  ' ',
  '\n',
  '\t',
  '.',
  '-',
  '0',
  'a',
  'A',
  '_',
  '/',
  ':',
  '[',
  "'",
  '"',
  '`',
  '(',
  '*',
  ',',
  '$',
  'é',
  'a.',
  'A0',
];

/** In proportion it takes a thousandth of this, with the square of the length several times as much; each time, whatever else the machine does. */
function isSlow(expression: RegExp, row: string): boolean {
  return [1, 2, 3, 4, 5].every(() => {
    const begun = performance.now();
    expression.test(`${row}\u0001`);
    return performance.now() - begun > 100;
  });
}

/** What is wrong with an expression, if anything is. */
function faultOf({ pattern, flags }: Found): string | undefined {
  if (pattern === undefined) return 'is only known when it runs: make it of constants of this file.';
  try {
    // Held at the beginning: what a match does from one place. That it begins again at each place is looked at by scanning.
    const held = pattern.startsWith('^') && !pattern.includes('|') ? pattern : `^(?:${pattern})`;
    // bounded: the expressions that are judged.
    if (!isSafe(new RegExp(held, flags), { timeout: 60_000 }).safe) return `/${pattern}/${flags} backtracks.`;
    // bounded: as above.
    const c = scans.find((each) => isSlow(new RegExp(pattern, flags), each.repeat(30_000)));
    return c && `/${pattern}/${flags} looks at a row of ${JSON.stringify(c)} again from each of them.`;
  } catch (e) {
    return `/${pattern}/${flags} cannot be judged: ${(e as Error).message}`;
  }
}

const faults: string[] = [];
const judged = new Map<string, string | undefined>();
const files = globSync('{packages,apps,tools}/**/*.{ts,tsx,mjs}', {
  cwd: root,
  exclude: (name) => /node_modules|\bdist\b|\.test\.tsx?$|\btesting\b/.test(name),
});
for (const file of files) {
  const text = readFileSync(join(root, file), 'utf8');
  const lang = file.endsWith('.tsx') ? 'tsx' : file.endsWith('.mjs') ? 'js' : 'ts';
  for (const found of expressionsIn(parseAst(text, { lang }) as unknown as Node)) {
    const before = text.slice(0, found.at).split('\n');
    if (/\/\/ bounded: /.test(before.at(-2) ?? '')) continue;
    const key = `/${found.pattern}/${found.flags}`;
    if (!judged.has(key)) judged.set(key, faultOf(found));
    const fault = judged.get(key);
    if (fault) faults.push(`${file}:${before.length}: ${fault}`);
  }
}
for (const fault of faults) console.error(fault);
console.log(`${judged.size} regular expressions in ${files.length} files`);
process.exitCode = faults.length > 0 ? 1 : 0;
