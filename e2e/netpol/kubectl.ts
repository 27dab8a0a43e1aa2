import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { readAsKubectl } from '@headrace/yaml';
import { buildGo } from '../support/go.ts';

const source = join(import.meta.dirname, 'kubectl');

/** Compiles the judge of YAML (Go, the decoder of kubectl) unless it is there already for these sources. @returns its path */
export const buildKubectl = (): Promise<string> =>
  buildGo({ source, name: 'kubectl-reads', into: 'oracle', suite: 'netpol' });

/** What kubectl reads of a text. */
export interface Reading {
  readonly documents: readonly unknown[];
  /** Why it stops there. */
  readonly error?: string;
  /** Why the API server's types do not take a document, by its index: asked for by `typed`. */
  readonly refused?: Readonly<Record<string, string>>;
}

/** Asks the judge how each text is read, in order. @param typed as the types of the API server hold the objects */
export async function* askKubectl(program: string, texts: readonly string[], typed = false): AsyncGenerator<Reading> {
  const child = spawn(program, [], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  void feed(child.stdin, texts, typed);
  for await (const line of linesOf(child.stdout)) yield JSON.parse(line) as Reading;
  const code = await ended;
  if (code !== 0) throw new Error(`the judge ended with ${code}`);
}

async function feed(into: NodeJS.WritableStream, texts: readonly string[], typed: boolean): Promise<void> {
  for (const text of texts)
    if (!into.write(`${JSON.stringify({ text, typed })}\n`))
      await new Promise((resolve) => into.once('drain', resolve));
  into.end();
}

/** Ended by a line feed alone: JSON may hold other ends of lines, at which readline would split. */
async function* linesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of stream) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

/** What we read of a text, up to the first document that we refuse. */
export interface Ours {
  readonly documents: readonly unknown[];
  readonly refused: boolean;
}

const bounds = { characters: 4_000_000, depth: 100, of: 'a Kubernetes file' } as const;

/** Empty documents are left out, as kubectl does; a document that is a single value is refused by everybody who reads objects. */
export function readOurs(text: string): Ours {
  const documents: unknown[] = [];
  for (const document of readAsKubectl(text, bounds)) {
    const data = 'code' in document ? undefined : document.data;
    if (data === null) continue;
    if (typeof data !== 'object') return { documents, refused: true };
    documents.push(data);
  }
  return { documents, refused: false };
}
