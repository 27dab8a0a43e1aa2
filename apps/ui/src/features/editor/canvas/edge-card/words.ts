import type { Relation } from '@headrace/flow';

/** What kind of stream it is, in Flink's words with their meaning. */
export function changelogInWords(changelog: Relation['changelog']): string {
  if (changelog.mode === 'append') return 'Append: rows are only added.';
  const { key } = changelog;
  if (key === undefined || key.length === 0) return 'Changelog without a key: rows are also taken back and replaced.';
  return `Changelog with key ${key.join(', ')}: rows are also taken back and replaced.`;
}
