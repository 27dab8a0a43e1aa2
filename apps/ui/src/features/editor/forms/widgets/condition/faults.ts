import {
  type AnyDiagnostic,
  type ConditionLeaf,
  type ConditionValue,
  conditionMisfit,
  type Diagnostic,
  type PrintedCondition,
  valueExpression,
  valuesOf,
} from '@headrace/flow';

/** The faults that stand inside one leaf, by its path, with their places in it; and those that do not. */
export function faultsByLeaf(faults: readonly AnyDiagnostic[], leaves: PrintedCondition['leaves']) {
  const at = new Map<string, AnyDiagnostic[]>();
  const rest: AnyDiagnostic[] = [];
  for (const fault of faults) {
    const range = fault.place.range;
    const leaf = range && leaves.find(({ start, end }) => start <= range.start && range.end <= end);
    if (!range || !leaf) {
      rest.push(fault);
      continue;
    }
    const key = leaf.path.join('.');
    const moved = { start: range.start - leaf.start, end: range.end - leaf.start };
    at.set(key, [...(at.get(key) ?? []), { ...fault, place: { ...fault.place, range: moved } }]);
  }
  return { at, rest };
}

/** What is still to be done before a leaf is part of the expression. */
export function openFault(leaf: ConditionLeaf): Diagnostic | undefined {
  const found = leaf.test ? openInTest(leaf.test) : openInText(leaf);
  if (!found) return undefined;
  const stays = leaf.text === undefined ? '' : ` Until then, this stays: ${leaf.text}`;
  return { severity: 'error', place: {}, ...found, message: found.message + stays };
}

const missing = (message: string) => ({ code: 'config/missing' as const, message });

function openInTest({ column, operator, values }: NonNullable<ConditionLeaf['test']>) {
  if (!column) return missing('Choose a property.');
  const unfit = values.find((value) => valueExpression(value) === undefined);
  if (unfit?.kind === 'column') return missing('Choose the other property.');
  if (unfit) return { code: 'condition/value' as const, message: unfitMessage(unfit) };
  const count = valuesOf(operator);
  const [first] = values;
  const empty = /CONTAINS|WITH/.test(operator) && first?.kind === 'text' && first.written === '';
  if (values.length < (count === 'many' ? 1 : count) || empty)
    return missing(count === 2 ? 'Write both values.' : 'Write a value.');
  return undefined;
}

function unfitMessage(value: ConditionValue): string {
  switch (value.kind) {
    case 'number':
      return 'Write a number, like 50 or 99.5.';
    case 'DATE':
      return 'Write a date, like 2026-04-07.';
    case 'TIME':
      return 'Write a time of day, like 08:30:00.';
    case 'TIMESTAMP':
      return 'Write a time, like 2026-04-07 08:30:00.';
    default:
      return 'Choose a value.';
  }
}

function openInText({ text, typed }: ConditionLeaf) {
  const written = typed ?? text ?? '';
  if (written.trim() === '') return missing('Write an expression that is true or false.');
  return typed === undefined ? undefined : conditionMisfit(written);
}
