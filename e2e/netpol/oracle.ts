import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { NetworkPolicy, Protocol } from '@headrace/netpol';

const source = join(import.meta.dirname, 'oracle');
const built = join(import.meta.dirname, '..', '..', 'data', 'oracle');

/** A pod as the judge knows it; without a namespace it is an address outside. */
export interface Peer {
  readonly namespace: string;
  readonly namespaceLabels?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly ip: string;
}

export interface Probe {
  readonly from: Peer;
  readonly to: Peer;
  readonly port: number;
  /** What the called pod calls the port. */
  readonly portName: string;
  readonly protocol: Protocol;
}

export interface Question {
  readonly policies: readonly NetworkPolicy[];
  readonly probes: readonly Probe[];
}

/** Compiles the judge (Go, cyclonus as a library) unless it is there already for these sources. @returns its path */
export async function buildOracle(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of readdirSync(source).sort()) hash.update(file).update(readFileSync(join(source, file)));
  const program = join(built, `oracle-${hash.digest('hex').slice(0, 12)}`);
  if (existsSync(program)) return program;
  mkdirSync(built, { recursive: true });
  await run(goProgram(), ['build', '-o', program, '.'], source);
  return program;
}

function goProgram(): string {
  const found = [...(process.env.PATH ?? '').split(':').map((dir) => join(dir, 'go')), '/usr/local/go/bin/go'];
  const go = found.find((file) => existsSync(file));
  if (!go) throw new Error('The suite netpol needs Go 1.24 or newer: install it, then run npm test again.');
  return go;
}

function run(program: string, args: readonly string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`${program} ended with ${code}`))));
  });
}

/** Asks the judge each question, in order, and yields its verdicts. */
export async function* judge(program: string, questions: Iterable<Question>): AsyncGenerator<boolean[]> {
  const child = spawn(program, ['judge'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  void feed(child.stdin, questions);
  for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line) as boolean[];
  const code = await ended;
  if (code !== 0) throw new Error(`the judge ended with ${code}`);
}

async function feed(into: NodeJS.WritableStream, questions: Iterable<Question>): Promise<void> {
  for (const question of questions)
    if (!into.write(`${JSON.stringify(question)}\n`)) await new Promise((resolve) => into.once('drain', resolve));
  into.end();
}

/** The cases that the judge generates itself, with its verdicts. */
export async function generatedCases(
  program: string,
): Promise<
  { description: string; steps: { policies: NetworkPolicy[]; probes: (Probe & { allowed: boolean })[] }[] }[]
> {
  const child = spawn(program, ['cases'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const chunks: Buffer[] = [];
  for await (const chunk of child.stdout) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}
