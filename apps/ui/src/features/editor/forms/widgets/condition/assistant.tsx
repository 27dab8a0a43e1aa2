import { type AnyDiagnostic, columnChoices, conditionMisfit, printCondition } from '@headrace/flow';
import { useEffect, useEffectEvent } from 'react';
import { type Path, useColumns, useForm } from '../../context.ts';
import { Faults } from '../../field-frame.tsx';
import type { Focusable } from '../../focus.ts';
import type { Field } from '../../schema.ts';
import { useKnown } from '../expression.tsx';
import { type AssistantContext, AssistantProvider } from './context.ts';
import { faultsByLeaf } from './faults.ts';
import { GroupView } from './group.tsx';
import { recentOf } from './recent.ts';
import { firstLeaf, useCursor } from './use-cursor.ts';
import { useTree } from './use-tree.ts';

interface AssistantProps {
  readonly field: Field;
  readonly path: Path;
  readonly id: string;
  readonly label: string;
  readonly text: string;
  readonly faults: readonly AnyDiagnostic[];
  readonly focusRef: (target: Focusable | null) => void;
}

/** The text of a condition as groups and conditions to fill in; only what somebody changes is written anew. */
export function Assistant({ field, path, id, label, text, faults, focusRef }: AssistantProps) {
  const form = useForm();
  const cursor = useCursor();
  const [root, set] = useTree(text, (next) => form.change(path, next === '' ? undefined : next));
  const focusFirst = useEffectEvent(() => {
    cursor.put({ into: firstLeaf(root) });
    cursor.settle();
  });
  useEffect(() => {
    focusRef({ focus: () => focusFirst() });
    return () => focusRef(null);
  }, [focusRef]);
  const choices = columnChoices(useColumns(field.meta));
  const { at, rest } = faultsByLeaf(faults, printCondition(root).leaves);
  const assistant: AssistantContext = {
    id,
    root,
    choices,
    broken: text.trim() !== '' && conditionMisfit(text) !== undefined,
    known: useKnown(field.meta),
    recent: (column) => recentOf(column, choices, form.recent(field.meta?.input)),
    faultsAt: (part) => at.get(part.join('.')) ?? [],
    cursor,
    edit(next, wish) {
      if (wish) cursor.put(wish);
      form.left();
      set(next);
      form.left();
    },
    type: set,
    left: form.left,
  };
  return (
    <div>
      <AssistantProvider value={assistant}>
        <GroupView group={root} path={[]} label={label} />
      </AssistantProvider>
      <Faults faults={rest} />
      {text.trim() !== '' && (
        <figure className="condition__text">
          <figcaption>As text</figcaption>
          <code className="mono">{text}</code>
        </figure>
      )}
    </div>
  );
}
