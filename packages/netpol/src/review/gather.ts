import type { Finding } from '../model/diagnostic.ts';
import { firstOf } from '../model/first-of.ts';

/** A place in a sentence for what findings differ in: a character that no name of Kubernetes has. */
const gap = '\u0000';

/**
 * Joins findings that repeat for several workloads into one for people: `shop/a[Pod], shop/b[Pod] and 40 more`. It takes the position and
 * the place of the first.
 */
export function gather(findings: readonly Finding[]): Finding[] {
  const groups = new Map<string, { readonly first: Finding; readonly subjects: string[] }>();
  for (const finding of findings) {
    const { subject, code, severity, message, fix } = finding;
    const said = subject === undefined ? finding.place : message.replaceAll(subject, gap);
    const key = JSON.stringify([code, severity, fix, said, subject === undefined ? message : '']);
    const known = groups.get(key);
    if (known) known.subjects.push(subject ?? '');
    else groups.set(key, { first: finding, subjects: [subject ?? ''] });
  }
  return [...groups.values()].map(({ first, subjects }) => {
    const all = [...new Set(subjects)];
    if (first.subject === undefined || all.length === 1) return first;
    return { ...first, message: first.message.replaceAll(first.subject, firstOf(all)) };
  });
}
