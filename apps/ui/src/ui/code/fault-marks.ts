import { StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';
import type { AnyDiagnostic } from '@headrace/flow';

export const setFaults = StateEffect.define<readonly AnyDiagnostic[]>();

/** Underlines faults where they are in the text; they move with what is typed until the next check. */
export const faultMarks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let next = marks.map(transaction.changes);
    for (const effect of transaction.effects)
      if (effect.is(setFaults)) next = marksOf(effect.value, transaction.newDoc.length);
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function marksOf(faults: readonly AnyDiagnostic[], length: number): DecorationSet {
  const ranges = faults.flatMap(({ place, severity, message }) => {
    // A hint is said under the field; nothing there is wrong.
    if (!place.range || severity === 'info') return [];
    const from = Math.max(0, Math.min(place.range.start, length - 1));
    const to = Math.min(length, Math.max(place.range.end, from + 1));
    const mark = Decoration.mark({
      class: severity === 'error' ? 'code-fault' : 'code-fault code-fault--warning',
      attributes: { title: message },
    });
    return from < to ? [mark.range(from, to)] : [];
  });
  return Decoration.set(ranges, true);
}
