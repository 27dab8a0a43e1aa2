import { Select, SelectItem, TextInput } from '@carbon/react';
import {
  type ConditionValue,
  columnLabel,
  columnPath,
  literalKind,
  literalOf,
  valueExpression,
  valuesOf,
  withValue,
} from '@headrace/flow';
import { Suggest } from '../suggest.tsx';
import { useAssistant } from './context.ts';
import { samePath } from './recent.ts';
import { RecentValues } from './recent-values.tsx';
import { ValueList } from './value-list.tsx';
import type { ValuesProps } from './values-props.ts';

/** With what a property is compared: nothing, a value, two, several, or another property. */
export function ValuesView(props: ValuesProps) {
  const { test } = props;
  const count = valuesOf(test.operator);
  const [first] = test.values;
  if (count === 0) return null;
  if (count === 'many') return <ValueList {...props} />;
  if (count === 2)
    return (
      <div className="condition__pair">
        <ValueInput {...props} at={0} label="From" />
        <span aria-hidden="true">and</span>
        <ValueInput {...props} at={1} label="To" />
      </div>
    );
  if (first?.kind === 'column') return <OtherColumn {...props} path={first.path} />;
  if (first?.kind === 'boolean' || (props.type && literalKind(props.type) === 'boolean'))
    return <BooleanInput {...props} value={first} />;
  return <ValueInput {...props} at={0} label="Value" />;
}

const placeholders = { DATE: '2026-04-07', TIME: '08:30:00', TIMESTAMP: '2026-04-07 08:30:00', number: '50' } as const;

function ValueInput({ id, test, type, write, at, label }: ValuesProps & { at: number; label: string }) {
  const { recent, left } = useAssistant();
  const value = test.values[at];
  const written = value && value.kind !== 'column' ? value.written : '';
  const { kind } = literalOf(type, written);
  const recentValues = test.column ? recent(test.column) : [];
  return (
    <>
      <TextInput
        id={`${id}-value-${at}`}
        size="sm"
        labelText={label}
        hideLabel
        value={written}
        placeholder={value ? 'Empty text' : (placeholders[kind as keyof typeof placeholders] ?? 'Value')}
        inputMode={kind === 'number' && type ? 'decimal' : 'text'}
        list={`${id}-recent-${at}`}
        aria-invalid={value !== undefined && valueExpression(value) === undefined}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => write(withValue(test, at, literalOf(type, event.target.value)))}
        onBlur={left}
      />
      <RecentValues id={`${id}-recent-${at}`} values={recentValues} />
    </>
  );
}

function BooleanInput({ id, test, choose, value }: ValuesProps & { value: ConditionValue | undefined }) {
  const written = value?.kind === 'boolean' ? value.written : '';
  return (
    <Select
      id={`${id}-value-0`}
      size="sm"
      labelText="Value"
      hideLabel
      value={written}
      onChange={(event) => choose(withValue(test, 0, { kind: 'boolean', written: event.target.value }))}
    >
      {written === '' && <SelectItem value="" text="Choose" />}
      <SelectItem value="TRUE" text="true" />
      <SelectItem value="FALSE" text="false" />
    </Select>
  );
}

/** The property on the other side; those of another kind cannot be compared. */
function OtherColumn({ id, test, type, choose, path }: ValuesProps & { path: readonly string[] }) {
  const { choices } = useAssistant();
  const fitting = choices.filter(
    (c) =>
      !(test.column && samePath(c.path, test.column)) &&
      (!type || !c.type || literalKind(c.type) === literalKind(type)),
  );
  return (
    <Suggest
      id={`${id}-other`}
      label="Other property"
      hideLabel
      value={path.length === 0 ? '' : columnLabel(path)}
      items={fitting.map((c) => c.label)}
      placeholder="Choose a property"
      invalid={false}
      choose={(label) => {
        const other = label === undefined ? [] : columnPath(label, choices);
        choose(withValue(test, 0, { kind: 'column', path: other }));
      }}
    />
  );
}
