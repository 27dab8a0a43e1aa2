import { expect, test } from 'vitest';
import { labelOf, scraperPeer } from './scraper.ts';

test('a scraper is named by a label, by its namespace, or by both', () => {
  const label = { key: 'app', value: 'prometheus' };
  const podSelector = { matchLabels: { app: 'prometheus' } };
  const namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } };
  expect(scraperPeer({})).toBeUndefined();
  expect(scraperPeer({ label })).toEqual({ podSelector });
  expect(scraperPeer({ namespace: 'monitoring' })).toEqual({ namespaceSelector, podSelector: {} });
  expect(scraperPeer({ label, namespace: 'monitoring' })).toEqual({ namespaceSelector, podSelector });
});

test('a label as people write it, and what is none', () => {
  expect(labelOf(' app.kubernetes.io/name=prometheus ')).toEqual({
    key: 'app.kubernetes.io/name',
    value: 'prometheus',
  });
  expect(labelOf('app=')).toEqual({ key: 'app', value: '' });
  for (const text of [
    'app',
    '=x',
    'app=a b',
    'app=a=b',
    'a/b/c=d',
    '-a=b',
    'a=b-',
    'a..b/c=d',
    `${'k'.repeat(64)}=v`,
    `a=${'v'.repeat(64)}`,
  ])
    expect(labelOf(text), text).toBeUndefined();
});
