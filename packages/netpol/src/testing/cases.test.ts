import { globSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  compile,
  type Endpoint,
  endpointNamed,
  type Finding,
  type GenerateOptions,
  generate,
  type PlatformName,
  type Protocol,
  printYaml,
  readFlinkDeployment,
  readWorld,
  review,
  type Verdict,
  verdictOf,
} from '../index.ts';

/** What a scenario folder expects: `expected.yaml`, beside plain Kubernetes files. */
interface Expected {
  /** What it shows, in a sentence. */
  readonly shows: string;
  /** `from -> to:port[/protocol]`, by whether it is allowed. */
  readonly allowed?: readonly string[];
  readonly denied?: readonly string[];
  /** Of which what is in the files does not decide whether they are. */
  readonly unknown?: readonly string[];
  /** Who may call whom, a word for each caller: `yes`, `no`, or `self`, which no policy can forbid. */
  readonly matrix?: { readonly callers: readonly string[]; readonly rows: Readonly<Record<string, string>> };
  /** What reading finds, all of it, as `file:line:column severity code`. */
  readonly faults?: readonly string[];
  /** Workloads and kinds left out, all of them, where reading them is the point. */
  readonly workloads?: readonly string[];
  readonly skipped?: Readonly<Record<string, number>>;
  readonly notRead?: Readonly<Record<string, number>>;
  /** Findings of the review by their code: the place of each (or what is missing). Codes not listed are none of the scenario's business. */
  readonly findings?: Readonly<Record<string, readonly string[]>>;
  /** The platform that the review is for, where one is named. */
  readonly platform?: PlatformName;
  /** Whose installation the review knows it to be; `flinkDeployment` is a file of the folder. */
  readonly installation?: Installation;
  /** A file of the folder that holds what `generate` prints for the installation (`UPDATE_CASES=1` writes it anew). */
  readonly generated?: string;
}

type Installation = Omit<GenerateOptions, 'flinkDeployment'> & { readonly flinkDeployment?: string };

const root = join(import.meta.dirname, '..', '..', 'cases');

describe.each(readdirSync(root).sort())('%s', (name) => {
  const folder = join(root, name);
  const text = (file: string) => readFileSync(join(folder, file), 'utf8');
  const expected = parse(text('expected.yaml')) as Expected;
  const flink = expected.installation?.flinkDeployment;
  const deployment = flink === undefined ? undefined : readFlinkDeployment({ file: flink, text: text(flink) });
  const installation = expected.installation && optionsOf(expected.installation, deployment?.deployment);

  const { generated } = expected;
  if (generated !== undefined && installation)
    test(`${generated} is what is generated`, () => {
      const printed = printYaml(generate(installation));
      if (process.env.UPDATE_CASES) writeFileSync(join(folder, generated), printed);
      expect(text(generated)).toBe(printed);
    });

  test(expected.shows, () => {
    const files = globSync('*.yaml', { cwd: folder }).filter((f) => f !== 'expected.yaml');
    const { world, findings, skipped, notRead } = readWorld(files.sort().map((file) => ({ file, text: text(file) })));
    // What is wrong in the FlinkDeployment is found by both readers, and said once (as headrace netpol review does).
    const faults = new Set(
      [...findings, ...(deployment?.findings ?? [])].map((f) => `${placeOf(f)} ${f.severity} ${f.code}`),
    );
    expect([...faults]).toEqual(expected.faults ?? []);
    if (expected.skipped) expect(skipped).toEqual(expected.skipped);
    if (expected.notRead) expect(notRead).toEqual(expected.notRead);
    const compiled = compile(world);
    const keys = compiled.index.workloads.map((w) => `${w.namespace}/${w.name}[${w.kind}]`);
    if (expected.workloads) expect(keys).toEqual(expected.workloads);

    const end = (called: string): Endpoint => {
      const found = endpointNamed(compiled, called);
      if (!found) throw new Error(`there is no ${called}`);
      return found;
    };
    const verdict = (question: string): Verdict => {
      const [, from = '', to = '', port = '', protocol = 'TCP'] =
        /^(\S+) -> (\S+):(\d+)(?:\/(\w+))?$/.exec(question) ?? [];
      return verdictOf(compiled, end(from), end(to), protocol as Protocol, Number(port));
    };
    const { allowed = [], denied = [], unknown = [], matrix = { callers: [], rows: {} } } = expected;
    for (const [is, questions] of Object.entries({ allowed, denied, unknown }))
      expect(
        questions.filter((q) => verdict(q) !== is),
        `should be ${is}`,
      ).toEqual([]);
    const word = (from: string, to: string) =>
      to.startsWith(`${from}:`) ? 'self' : verdict(`${from} -> ${to}`) === 'allowed' ? 'yes' : 'no';
    const rows = Object.keys(matrix.rows).map((to) => [to, matrix.callers.map((from) => word(from, to)).join(' ')]);
    expect(Object.fromEntries(rows)).toEqual(matrix.rows);

    const found = review(world, installation, expected.platform);
    for (const [code, places] of Object.entries(expected.findings ?? {}))
      expect([code, ...found.filter((f) => f.code === code).map(placeOf)]).toEqual([code, ...places]);
    const { faults: read = [], findings: reviewed = {}, workloads = [] } = expected;
    const asked = [allowed, denied, unknown, rows, read, Object.keys(reviewed), workloads];
    expect(asked.flat().length).toBeGreaterThan(0);
  });
});

function optionsOf(
  { flinkDeployment: _, ...options }: Installation,
  deployment: GenerateOptions['flinkDeployment'],
): GenerateOptions {
  return { ...options, ...(deployment ? { flinkDeployment: deployment } : {}) };
}

/** Findings about what is not there have no place: their sentence stands for it, up to the parenthesis that explains it. */
function placeOf({ place, message }: Finding): string {
  return place ? `${place.file}:${place.line}:${place.column}` : message.replace(/ \(.*/, '');
}
