import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  allows,
  type End,
  endNamed,
  type GenerateOptions,
  type Protocol,
  prepare,
  readWorld,
  review,
} from '../index.ts';

/** What a scenario folder expects: `expected.yaml`, beside plain Kubernetes files. */
interface Expected {
  /** What it shows, in a sentence. */
  readonly shows: string;
  /** `from -> to:port[/protocol]`, by whether it is allowed. */
  readonly allowed?: readonly string[];
  readonly denied?: readonly string[];
  /** Codes of the review's findings, each as often as it is found; those not listed are none of the scenario's business. */
  readonly findings?: Readonly<Record<string, number>>;
  /** Whose installation the review knows it to be. */
  readonly installation?: GenerateOptions;
}

const root = join(import.meta.dirname, '..', '..', 'cases');

describe.each(readdirSync(root).sort())('%s', (name) => {
  const folder = join(root, name);
  const expected = parse(readFileSync(join(folder, 'expected.yaml'), 'utf8')) as Expected;
  const files = globSync('*.yaml', { cwd: folder })
    .filter((f) => f !== 'expected.yaml')
    .sort();
  const { world, findings } = readWorld(
    files.map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') })),
  );
  const ready = prepare(world);

  test(expected.shows, () => {
    expect(findings.filter((f) => f.severity === 'error')).toEqual([]);
    const verdict = (question: string) => {
      const [, from = '', to = '', port = '', protocol = 'TCP'] =
        /^(\S+) -> (\S+):(\d+)(?:\/(\w+))?$/.exec(question) ?? [];
      const end = (text: string): End => {
        const found = endNamed(ready, text.replace(/^\[|\]$/g, ''));
        if (!found) throw new Error(`'${question}': there is no ${text}`);
        return found;
      };
      return allows(ready, end(from), end(to), protocol as Protocol, Number(port));
    };
    const { allowed = [], denied = [] } = expected;
    expect(
      allowed.filter((q) => !verdict(q)),
      'should be allowed',
    ).toEqual([]);
    expect(denied.filter(verdict), 'should be denied').toEqual([]);
    const found = review(world, expected.installation).map((f) => f.code);
    for (const [code, times] of Object.entries(expected.findings ?? {}))
      expect([code, found.filter((c) => c === code).length]).toEqual([code, times]);
    expect(allowed.length + denied.length + Object.keys(expected.findings ?? {}).length).toBeGreaterThan(0);
  });
});
