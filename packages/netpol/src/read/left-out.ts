import type { ReadWorld } from './gathered.ts';

const most = 5;

/** Sentences about what was left out of files or a cluster: files without Kubernetes objects, and objects by their kind. */
export function leftOutMessages({
  skipped,
  notRead,
  notKubernetes,
}: Pick<ReadWorld, 'skipped' | 'notRead' | 'notKubernetes'>): string[] {
  const more = notKubernetes.length > most ? ` and ${notKubernetes.length - most} more` : '';
  return [
    ...sentence('Not read, since they hold no Kubernetes objects', notKubernetes.slice(0, most), more),
    ...sentence('Skipped, since it does not affect connections', counted(skipped)),
    ...sentence('Not read, and it is not known whether it affects connections', counted(notRead)),
  ];
}

const counted = (kinds: Readonly<Record<string, number>>): string[] =>
  Object.entries(kinds).map(([kind, count]) => `${count} ${kind}`);

const sentence = (what: string, names: readonly string[], more = ''): string[] =>
  names.length === 0 ? [] : [`${what}: ${names.join(', ')}${more}.`];
