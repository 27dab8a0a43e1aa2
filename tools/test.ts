/**
 * `npm test`: all checks and all suites, one after the other, and one plain line at the end that counts them:
 * `N passed, N failed`. A suite that could not run counts as failed. `npm test -- unit flink` runs only these.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { checkAll } from './check.ts';
import { installTestTools } from './install.ts';
import { bin, run } from './run.ts';

interface Count {
  passed: number;
  failed: number;
}

/** A test, or a file of tests, that failed: where, and the beginning of what was said. */
interface Failure {
  readonly where: string;
  readonly said: string;
}

/** What of vitest's report is read here. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[] | null;
    }[];
  }[];
}

/** Suites in the order in which they give the quickest answer. */
const suites: Readonly<Record<string, () => Promise<Count>>> = {
  check: async () => {
    const { passed, failed } = await checkAll();
    return { passed: passed.length, failed: failed.length };
  },
  unit: () => vitest(['--config', 'vitest.config.ts']),
  sql: () => vitest(['--config', 'e2e/sql/vitest.config.ts']),
  store: () => vitest(['--config', 'e2e/store/vitest.config.ts']),
  netpol: () => vitest(['--config', 'e2e/netpol/vitest.config.ts']),
  cluster: () => vitest(['--config', 'e2e/cluster/vitest.config.ts']),
  flink: () => vitest(['--config', 'e2e/flink/vitest.config.ts']),
  namespaces: () => vitest(['--config', 'e2e/namespaces/vitest.config.ts']),
  up: () => vitest(['--config', 'e2e/up/vitest.config.ts']),
  browser: () => vitest(['--config', 'e2e/browser/vitest.config.ts']),
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((w) => !(w in suites));
if (unknown.length > 0) {
  console.error(`There is no suite ${unknown.join(', ')}. There are: ${Object.keys(suites).join(', ')}.`);
  process.exit(2);
}

await installTestTools();
const total: Count = { passed: 0, failed: 0 };
const lines: string[] = [];
const failures: Failure[] = [];
for (const [name, suite] of Object.entries(suites)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n=== ${name}`);
  const begun = performance.now();
  const count = await suite();
  total.passed += count.passed;
  total.failed += count.failed;
  lines.push(
    `${name}: ${count.passed} passed, ${count.failed} failed in ${Math.round((performance.now() - begun) / 1000)} s`,
  );
}
for (const { where, said } of failures) console.log(`\nFAILED ${where}\n${said.replace(/^/gm, '    ')}`);
console.log(`\n${lines.join('\n')}\n`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

/** Counts by vitest's own report; a run that left none, or that failed as a whole, is one failure more. */
async function vitest(args: readonly string[]): Promise<Count> {
  const folder = mkdtempSync(join(tmpdir(), 'headrace-test-'));
  const report = join(folder, 'report.json');
  try {
    const { code } = await run(bin('vitest'), [
      'run',
      ...args,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ]);
    if (!existsSync(report)) return { passed: 0, failed: 1 };
    const found = JSON.parse(readFileSync(report, 'utf8')) as Report;
    failures.push(...failuresOf(found));
    const notRun = found.numPendingTests + found.numTodoTests;
    const failed = found.numFailedTests + notRun;
    return { passed: found.numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** All that failed, told again at the end: a log is often kept from its end only. */
function failuresOf(report: Report): Failure[] {
  return report.testResults.flatMap((file) => {
    const where = relative(process.cwd(), file.name);
    const tests = file.assertionResults
      .filter((test) => test.status !== 'passed')
      .map((test) => ({
        where: `${where} > ${test.fullName}`,
        said: beginning(test.failureMessages?.join('\n') ?? `It is ${test.status}.`),
      }));
    return tests.length === 0 && file.status !== 'passed' ? [{ where, said: beginning(file.message) }] : tests;
  });
}

function beginning(text: string): string {
  return stripVTControlCharacters(text).split('\n').slice(0, 12).join('\n').slice(0, 1200);
}
