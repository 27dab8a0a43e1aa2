import { parseFlow } from '@headrace/flow';
import { expect, test } from 'vitest';
import { compile } from '../../reading/compile.ts';
import { loadExamples } from './examples.ts';

const connections = [{ name: 'local', kind: 'kafka', bootstrapServers: '127.0.0.1:9092' }] as const;

test.each(loadExamples())('$id compiles without a word', ({ text, title, description }) => {
  const { document } = parseFlow(text);
  const compiled = document && compile(document, { connections });
  expect(compiled?.diagnostics).toEqual([]);
  expect([...(compiled?.typed.nodes.values() ?? [])].map((n) => n.state)).not.toContain('unconfigured');
  expect(title).not.toBe('');
  expect(description).toMatch(/\.$/);
});

test('there are three', () => {
  expect(loadExamples()).toHaveLength(3);
});
