import type { LabelExpression, LabelSelector } from '../model/policy.ts';
import type { Path } from '../model/world.ts';
import { isLabelKey, isLabelValue } from './label.ts';
import { kindOf, type Report, readTexts, shortened } from './report.ts';

const operators = ['In', 'NotIn', 'Exists', 'DoesNotExist'] as const;

/** A label selector, with the API server's own rules for expressions. */
export function readSelector(value: unknown, path: Path, report: Report): LabelSelector {
  const fields = report.object(value ?? {}, path, 'A selector', ['matchLabels', 'matchExpressions']);
  const matchLabels = readLabels(fields?.matchLabels, [...path, 'matchLabels'], 'matchLabels', report);
  const list = report.list(fields?.matchExpressions, [...path, 'matchExpressions'], 'matchExpressions') ?? [];
  const matchExpressions = list.flatMap(
    (entry, i) => readExpression(entry, [...path, 'matchExpressions', i], report) ?? [],
  );
  return {
    ...(Object.keys(matchLabels).length > 0 ? { matchLabels } : {}),
    ...(matchExpressions.length > 0 ? { matchExpressions } : {}),
  };
}

/** Labels that things have, or that pods are looked for by. */
export function readLabels(value: unknown, path: Path, what: string, report: Report): Record<string, string> {
  const labels = readTexts(value, path, what, report);
  for (const [key, text] of Object.entries(labels)) checkLabel(key, text, [...path, key], report);
  return labels;
}

/** Says what of a label no API server takes. */
export function checkLabel(key: string, value: string, path: Path, report: Report): void {
  checkKey(key, path, report);
  checkValue(value, path, report);
}

function readExpression(value: unknown, path: Path, report: Report): LabelExpression | undefined {
  const fields = report.object(value, path, 'A label expression', ['key', 'operator', 'values']);
  if (!fields) return undefined;
  const { key, operator } = fields;
  // One that is left out (`- `) is an empty text to the API server.
  const values = (report.list(fields.values, [...path, 'values'], 'values') ?? []).map((v) => v ?? '');
  const known = operators.find((o) => o === operator);
  if (typeof key !== 'string' || key === '')
    report.error('no-key', path, 'A label expression needs a key.', 'Add key: with the name of the label.');
  else checkKey(key, [...path, 'key'], report);
  if (!known)
    report.error(
      'no-operator',
      [...path, 'operator'],
      `The operator is ${kindOf(operator)}.`,
      `Use one of ${operators.join(', ')}.`,
    );
  for (const [i, v] of values.entries())
    if (typeof v !== 'string')
      report.error(
        'not-a-text',
        [...path, 'values', i],
        `A label's value should be a text, and is ${kindOf(v)}.`,
        `Put it in quotes.`,
      );
    else checkValue(v, [...path, 'values', i], report);
  const wantsValues = known === 'In' || known === 'NotIn';
  if (known && wantsValues !== values.length > 0)
    report.error(
      'values-and-operator',
      path,
      wantsValues ? `${known} needs at least one value.` : `${known} takes no values.`,
      wantsValues ? 'Add values:, or use Exists or DoesNotExist.' : 'Remove values:, or use In or NotIn.',
    );
  if (report.hasErrors || !known || typeof key !== 'string') return undefined;
  const texts = values.filter((value) => typeof value === 'string');
  return { key, operator: known, ...(wantsValues ? { values: texts } : {}) };
}

function checkKey(key: string, path: Path, report: Report): void {
  if (isLabelKey(key)) return;
  report.error(
    'label-key',
    path,
    `No label can be called ${report.quotes ? `'${shortened(key)}'` : 'so'}.`,
    'Write at most 63 letters, digits, dashes, underscores and dots, after a domain and a slash if it has one.',
  );
}

function checkValue(value: string, path: Path, report: Report): void {
  if (isLabelValue(value)) return;
  report.error(
    'label-value',
    path,
    `No label can have ${report.quotes ? `the value '${shortened(value)}'` : 'this value'}.`,
    'Write at most 63 letters, digits, dashes, underscores and dots, with a letter or digit at both ends.',
  );
}
