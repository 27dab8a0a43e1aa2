import { createRequire } from 'node:module';
import ajv from 'ajv-draft-04';
import formats from 'ajv-formats';
import { array, assert, constantFrom, integer, option, property, record, string } from 'fast-check';
import { expect, test } from 'vitest';
import type { Finding } from '../model/diagnostic.ts';
import { reviewCodes } from '../review/codes.ts';
import { sarifOf } from './sarif.ts';

/** The schema of OASIS, as Microsoft's own matchers bring it. */
const schema = createRequire(import.meta.url)('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
// One of its patterns is no regular expression with the flag u.
const validator = new ajv.default({ strict: false, allErrors: true, unicodeRegExp: false });
formats.default(validator);
const isSarif = validator.compile(schema);

const finding = (more: Partial<Finding> = {}): Finding => ({
  code: 'review/open',
  severity: 'warning',
  message: 'Nothing restricts it.',
  fix: 'Write a policy.',
  ...more,
});

test('the schema refuses what is no SARIF log', () => {
  expect(isSarif({ version: '2.1.0', runs: [{ results: [] }] })).toBe(false);
  expect(isSarif({ version: '2.1.0', runs: [], more: 1 })).toBe(false);
});

test('a log of any findings is valid by the schema, none included', () => {
  const place = record({
    file: string(),
    line: integer({ min: 1, max: 1e6 }),
    column: integer({ min: 1, max: 1e6 }),
  });
  const any = record({
    code: constantFrom('review/open', 'read/not-a-port', 'flink/not-a-mode'),
    severity: constantFrom('error', 'warning', 'info'),
    message: string(),
    fix: string(),
    place: option(place, { nil: undefined }),
  });
  assert(
    property(array(any), (findings) => {
      const log = JSON.parse(JSON.stringify(sarifOf(findings as Finding[], '1.2.3', reviewCodes)));
      expect(isSarif(log), JSON.stringify(isSarif.errors)).toBe(true);
      expect(log.runs[0].results).toHaveLength(findings.length);
    }),
  );
});

test('severity, place, sentence and fix of each finding are in its result, and its rule is listed once', () => {
  const log = sarifOf(
    [
      finding({ place: { file: 'a b/c#1.yaml', line: 3, column: 18 } }),
      finding({ severity: 'error', place: { file: '/tmp/a.yaml', line: 1, column: 1 } }),
      finding({
        severity: 'info',
        code: 'review/named-port',
        place: { file: 'cluster:ep/Pod/web:spec', line: 1, column: 1 },
      }),
      finding(),
    ],
    '0.1.0',
    reviewCodes,
  ) as { runs: { tool: { driver: { rules: { id: string }[] } }; results: Record<string, unknown>[] }[] };
  const [run] = log.runs;
  expect(run?.tool.driver.rules.map((r) => r.id)).toEqual(['review/open', 'review/named-port']);
  expect(run?.results.map(({ level, ruleId, ruleIndex }) => [level, ruleId, ruleIndex])).toEqual([
    ['warning', 'review/open', 0],
    ['error', 'review/open', 0],
    ['note', 'review/named-port', 1],
    ['warning', 'review/open', 0],
  ]);
  expect(run?.results[0]?.message).toEqual({ text: 'Nothing restricts it. Write a policy.' });
  const at = (uri: string, startLine: number, startColumn: number) => [
    { physicalLocation: { artifactLocation: { uri }, region: { startLine, startColumn } } },
  ];
  expect(run?.results.map((r) => r.locations)).toEqual([
    at('a%20b/c%231.yaml', 3, 18),
    at('file:///tmp/a.yaml', 1, 1),
    [{ logicalLocations: [{ fullyQualifiedName: 'ep/Pod/web:spec' }] }],
    [],
  ]);
});

test('describes a code of the review by its title and help, and a fault in a file by its code', () => {
  const log = JSON.parse(
    JSON.stringify(sarifOf([finding(), finding({ code: 'read/not-a-port' })], '1.2.3', reviewCodes)),
  );
  const [open, fault] = log.runs[0].tool.driver.rules;
  expect(open).toMatchObject({ id: 'review/open', shortDescription: { text: reviewCodes['review/open'].title } });
  expect(open.help.markdown).toContain('policyTypes: [Ingress]');
  expect(fault).toEqual({ id: 'read/not-a-port', shortDescription: { text: 'not a port' } });
});
