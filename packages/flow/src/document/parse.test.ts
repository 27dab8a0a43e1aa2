import { describe, expect, test } from 'vitest';
import { limits } from './limits.ts';
import { migrate } from './migrations.ts';
import { parseFlow } from './parse.ts';

const flow = (nodes: string) => `apiVersion: headrace.dev/v1alpha1
kind: Flow
metadata: {name: f}
spec:
  nodes:
${nodes}`;

const codes = (text: string) => parseFlow(text).diagnostics.map((d) => d.code);

describe('parseFlow', () => {
  test('reads YAML and JSON alike', () => {
    const yaml = parseFlow(flow('    a: {type: source}\n'));
    expect(yaml.diagnostics).toEqual([]);
    expect(parseFlow(JSON.stringify(yaml.document)).document).toEqual(yaml.document);
  });

  test('keeps unknown keys', () => {
    const { document } = parseFlow(`${flow('    a: {type: source, colour: red}\n')}later: {x: 1}\n`);
    expect(document).toMatchObject({ later: { x: 1 }, spec: { nodes: { a: { colour: 'red' } } } });
  });

  test('reads comments on the canvas with their unknown keys, and bounds them', () => {
    const withComment = (comment: string) => `${flow('    a: {type: source}\n')}  comments:\n    ${comment}\n`;
    const place = 'x: 1, y: 2, width: 200, height: 80';
    expect(parseFlow(withComment(`c: {text: "why\\n <b>so</b>", ${place}, by: us}`)).document?.spec.comments).toEqual({
      c: { text: 'why\n <b>so</b>', x: 1, y: 2, width: 200, height: 80, by: 'us' },
    });
    const [long] = parseFlow(withComment(`c: {text: ${'x'.repeat(10_001)}, ${place}}`)).diagnostics;
    expect(long).toMatchObject({ code: 'document/invalid', place: { path: ['spec', 'comments', 'c', 'text'] } });
    expect(codes(withComment('c: {text: x}'))).toContain('document/invalid');
    expect(codes(withComment(`__proto__: {text: x, ${place}}`))).toEqual(['document/reserved-name']);
  });

  test('says line and column of a syntax error', () => {
    const [d] = parseFlow('apiVersion: headrace.dev/v1alpha1\nkind: [Flow\nmetadata: {}\n').diagnostics;
    expect(d).toMatchObject({ code: 'document/syntax', severity: 'error' });
    expect(d?.place.file?.line).toBeGreaterThan(1);
  });

  test('says where in the file a node is wrong', () => {
    const [d] = parseFlow(flow('    a: {type: source}\n    b:\n      type: 7\n')).diagnostics;
    expect(d).toMatchObject({
      code: 'document/invalid',
      place: { node: 'b', path: ['type'], file: { line: 8, column: 13 } },
    });
  });

  test('finds a duplicate name', () => {
    expect(codes(flow('    a: {type: source}\n    a: {type: where}\n'))).toEqual(['document/syntax']);
  });

  test.each([
    ['nothing', '', 'document/not-a-flow'],
    ['a list', '- 1\n', 'document/not-a-flow'],
    ['bytes', '\u0000\u0001\uffff', 'document/not-a-flow'],
    ['an old version', 'apiVersion: headrace.dev/v0\nkind: Flow\n', 'document/unknown-version'],
    ['a hostile name', flow('    __proto__: {type: source}\n'), 'document/reserved-name'],
    ['10 MB', `# ${'x'.repeat(10_000_000)}`, 'document/too-large'],
    ['10 MB of nodes', `nodes:\n${'  a: {type: source}\n'.repeat(500_000)}`, 'document/too-large'],
    ['deep brackets', `x: ${'['.repeat(100_000)}`, 'document/too-deep'],
    ['deep braces', '{"a":'.repeat(100_000), 'document/too-deep'],
    ['deep dashes', `${'- '.repeat(50_000)}x`, 'document/too-deep'],
    ['deep indentation', Array.from({ length: 1500 }, (_, i) => `${' '.repeat(i)}k:`).join('\n'), 'document/too-deep'],
    [
      'aliases that multiply',
      Array.from({ length: 9 }, (_, i) => `b${i + 1}: &b${i + 1} [${Array(10).fill(i === 0 ? 'x' : `*b${i}`)}]\n`).join(
        '',
      ),
      'document/aliases',
    ],
    ['an unknown alias', 'a: *b\n', 'document/syntax'],
  ])('%s gives a diagnostic', (_, text, code) => {
    expect(codes(text)).toEqual([code]);
  });

  test('a comment may be long and a value may have brackets', () => {
    const text = flow(
      `    a: {type: source, config: {table: "${'['.repeat(90)}${']'.repeat(90)}"}} # ${'('.repeat(500)}\n`,
    );
    expect(codes(text)).toEqual([]);
  });

  test('rejects more nodes than the limit', () => {
    const many = Array.from({ length: limits.nodes + 1 }, (_, i) => `    n${i}: {type: source}\n`).join('');
    expect(codes(flow(many))).toEqual(['document/too-many-nodes']);
  });
});

describe('readers of YAML 1.1', () => {
  const told = (text: string) =>
    parseFlow(text).diagnostics.map(({ code, severity, message, place }) => [code, severity, message, place.node]);

  test('read some values differently: reported at the node', () => {
    expect(told(flow('    a: {type: source, config: {table: yes}}\n'))).toEqual([
      [
        'document/readers-differ',
        'info',
        'The value yes is the text "yes" here, and the boolean true to kubectl, which reads YAML 1.1. Put it in quotes if a text is meant.',
        'a',
      ],
    ]);
    expect(told(flow('    a: {type: source, config: {table: "yes"}}\n'))).toEqual([]);
    expect(told(flow('    on: {type: source}\n'))).toHaveLength(1);
  });

  test('do not cause a diagnostic for the coordinate y, which older versions wrote without quotes', () => {
    expect(told(`${flow('    a: {type: source}\n')}  layout: {a: {x: 0, y: 0}}\n`)).toEqual([]);
  });
});

describe('migrate', () => {
  const steps = [
    { from: 'v1', to: 'v2', migrate: (d: Record<string, unknown>) => ({ ...d, two: true }) },
    { from: 'v2', to: 'v3', migrate: (d: Record<string, unknown>) => ({ ...d, three: true }) },
  ];
  test('applies all steps', () => {
    expect(migrate({ apiVersion: 'v1' }, steps, 'v3')).toEqual({
      kind: 'current',
      document: { apiVersion: 'v3', two: true, three: true },
    });
  });
  test('reports an unknown version', () => {
    expect(migrate({ apiVersion: 'v9' }, steps, 'v3')).toEqual({ kind: 'unknown-version', version: 'v9' });
  });
});
