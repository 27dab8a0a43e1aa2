import { ContentSwitcher, Switch } from '@carbon/react';
import { Faults, useFaults } from '../../field-frame.tsx';
import type { WidgetProps } from '../../widget.ts';
import { ExpressionText } from '../expression.tsx';
import { Assistant } from './assistant.tsx';
import './condition.scss';
import { type ConditionMode, chooseConditionMode, useConditionMode } from './mode.ts';

const modes: readonly ConditionMode[] = ['text', 'assistant'];

/** An expression that is true or false: its text, or the same text as groups of conditions. */
export function ConditionField(props: WidgetProps<'text'>) {
  const { id, label, path, value } = props;
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
          selectedIndex={modes.indexOf(mode)}
          onChange={({ name }) => chooseConditionMode(name as ConditionMode)}
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
        <Assistant
          field={props.field}
          path={path}
          id={id}
          label={label}
          text={value}
          faults={faults}
          focusRef={props.focusRef}
        />
      )}
    </div>
  );
}
