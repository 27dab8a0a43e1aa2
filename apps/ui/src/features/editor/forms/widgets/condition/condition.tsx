import { ContentSwitcher, Switch } from '@carbon/react';
import { columnChoices, conditionMisfit, printCondition } from '@headrace/flow';
import { useEffect, useEffectEvent } from 'react';
import * as z from 'zod';
import { create } from 'zustand';
import { readSetting, writeSetting } from '../../../../../lib/settings.ts';
import { useColumns, useForm } from '../../context.ts';
import { Faults, useFaults } from '../../field-frame.tsx';
import type { WidgetProps } from '../../widget.ts';
import { ColumnHelp } from '../column-help.tsx';
import { ExpressionText, useKnown } from '../expression.tsx';
import {
  type AssistantContext,
  AssistantProvider,
  diagnosticsByLeaf,
  firstLeaf,
  recentOf,
  useCursor,
  useTree,
} from './assistant.ts';
import './condition.scss';
import { GroupView } from './parts.tsx';

const ConditionMode = z.enum(['text', 'assistant']);
type ConditionMode = z.infer<typeof ConditionMode>;

/** How conditions are edited, as this browser remembers it. */
const useConditionMode = create<{ readonly mode: ConditionMode }>(() => ({
  mode: readSetting('condition', ConditionMode, 'text'),
}));

function chooseConditionMode(mode: ConditionMode): void {
  useConditionMode.setState({ mode });
  writeSetting('condition', mode);
}

/** An expression that is true or false: its text, or the same text as groups of conditions. */
export function ConditionField(props: WidgetProps<'text'>) {
  const { id, label, path } = props;
  const mode = useConditionMode((s) => s.mode);
  const faults = useFaults(path);
  return (
    <div className="condition">
      <div className="condition__head">
        <span className="cds--label" id={`${id}-label`}>
          {label}
        </span>
        <ContentSwitcher
          size="sm"
          lowContrast
          className="condition__switch"
          aria-label={`${label} as`}
          selectedIndex={ConditionMode.options.indexOf(mode)}
          onChange={({ name }) => chooseConditionMode(ConditionMode.catch('text').parse(name))}
        >
          <Switch name="text" text="Text" />
          <Switch name="assistant" text="Assistant" />
        </ContentSwitcher>
      </div>
      {mode === 'text' ? (
        <>
          <ExpressionText {...props} />
          <Faults faults={faults} />
        </>
      ) : (
        <Assistant {...props} />
      )}
    </div>
  );
}

/** The columns to write into the text. The assistant needs no such list: it offers them in its fields. */
export function ConditionHelp(props: WidgetProps<'text'>) {
  return useConditionMode((s) => s.mode) === 'text' ? <ColumnHelp {...props} /> : null;
}

/** The text of a condition as groups and predicates to fill in. Parts that are not edited keep their text. */
function Assistant({ field, path, id, label, value: text, focusRef }: WidgetProps<'text'>) {
  const form = useForm();
  const faults = useFaults(path);
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
  const { at, rest } = diagnosticsByLeaf(faults, printCondition(root).leaves);
  const assistant: AssistantContext = {
    id,
    root,
    choices,
    broken: text.trim() !== '' && conditionMisfit(text) !== undefined,
    known: useKnown(field.meta),
    recent: (column) => recentOf(column, choices, form.recent(field.meta?.input)),
    diagnosticsAt: (part) => at.get(part.join('.')) ?? [],
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
