import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { compileOnce, findJdk, jvmFlags, moduleFlags } from '@headrace/engine';
import { engines, testEngineHome } from '../support/engine.ts';

/** What Flink's parser makes of a text. */
export interface Judgement {
  /** The parser's message where it takes no statement from the text; the counts are absent then. */
  readonly refused?: string;
  readonly statements: number;
  readonly selects: number;
  readonly hints: number;
  /** Names of functions, words of types, and kinds of nodes (Calcite's SqlKind), in capitals. */
  readonly functions: readonly string[];
  readonly types: readonly string[];
  readonly kinds: readonly string[];
  /** Kind (FlinkSqlParserImplConstants), start, end; a message last where the lexer stumbles. */
  readonly tokens: readonly (readonly [kind: number, start: number, end: number] | string)[];
}

/** The command that runs e2e/sql/java/FlinkSql.java with the flags of the engine's Flink. */
export async function flinkSqlCommand(): Promise<readonly string[]> {
  const home = await testEngineHome();
  const jdk = findJdk();
  if (!jdk) throw new Error('The suite sql needs a JDK 17: install it, then run npm test again.');
  const sources = join(import.meta.dirname, 'java');
  const jar = await compileOnce({ jdk, sources, jars: home.flinkJars, into: engines, name: 'flink-sql' });
  const classPath = [jar, join(home.flinkJars, '*')].join(delimiter);
  return [home.java, ...jvmFlags({ heap: '512m', log4j: home.log4j }), ...moduleFlags, '-cp', classPath, 'FlinkSql'];
}

/** Lets Flink's parser judge texts, in their order. */
export const judge = (command: readonly string[], texts: Iterable<string>): AsyncGenerator<Judgement> =>
  ask(command, 'judge', texts);

/** Lets Flink's planner plan a query with each expression. Gives what it threw, or null. */
export const plan = (command: readonly string[], expressions: Iterable<string>): AsyncGenerator<string | null> =>
  ask(command, 'plan', expressions);

/** What came of a query: why the planner refused it, why its job failed, or its rows as texts and nulls. */
export type Ran =
  | { readonly refused: string }
  | { readonly failed: string }
  | { readonly rows: readonly (readonly (string | null)[])[] };

/** A Flink of its own that runs queries over one table, one after the other. */
export interface RunningFlink {
  run(query: string): Promise<Ran>;
  close(): void;
}

/** @param table a CREATE TABLE */
export function openFlink(command: readonly string[], table: string): RunningFlink {
  const [program = '', ...args] = [...command.slice(0, -1), 'FlinkRuns'];
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting: PromiseWithResolvers<Ran>[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('{')) waiting.shift()?.resolve(JSON.parse(line));
  });
  child.on('close', (code) => {
    for (const { reject } of waiting) reject(new Error(`FlinkRuns ended with ${code}`));
  });
  child.stdin.write(lineOf(table));
  return {
    run: (query) => {
      const answer = Promise.withResolvers<Ran>();
      waiting.push(answer);
      child.stdin.write(lineOf(query));
      return answer.promise;
    },
    close: () => child.stdin.end(),
  };
}

/** Whether Java takes each pattern: as one of DateTimeFormatter, of SimpleDateFormat, or as a regular expression. */
export const javaPatterns = (
  command: readonly string[],
  kind: 'time' | 'date' | 'regexp',
  patterns: Iterable<string>,
): AsyncGenerator<string | null> => ask([...command.slice(0, -1), 'Patterns'], kind, patterns);

async function* ask<Answer>(
  [program = '', ...args]: readonly string[],
  mode: string,
  texts: Iterable<string>,
): AsyncGenerator<Answer> {
  const child = spawn(program, [...args, mode], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const fed = feed(child.stdin, texts);
  for await (const line of createInterface({ input: child.stdout })) if (/^[{"n]/.test(line)) yield JSON.parse(line);
  await fed;
  const code = await ended;
  if (code !== 0) throw new Error(`FlinkSql ended with ${code}`);
}

/** UTF-16 in Base64: a text may hold line breaks and halves of surrogate pairs. */
const lineOf = (text: string) => `${Buffer.from(text, 'utf16le').toString('base64')}\n`;

async function feed(into: NodeJS.WritableStream, texts: Iterable<string>): Promise<void> {
  for (const text of texts) if (!into.write(lineOf(text))) await once(into, 'drain');
  into.end();
}
