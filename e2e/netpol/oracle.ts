import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { NetworkPolicy, Protocol } from '@headrace/netpol';
import { buildGo } from '../support/go.ts';

const source = join(import.meta.dirname, 'oracle');

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
export const buildOracle = (): Promise<string> => buildGo({ source, name: 'oracle', into: 'oracle', suite: 'netpol' });

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
